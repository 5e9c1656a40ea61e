"""Contacts: address books of people and the directory of the organisation, over CardDAV and JSON.

A card is kept as the bytes that came in; what lists and completion need is derived from them.

The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
