"""Docs: documents that people write together; nodes of drive whose content `realtime` keeps.

The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
