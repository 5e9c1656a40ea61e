"""Calendar: events and tasks of people, teams and rooms, over CalDAV, iMIP and JSON.

An object is kept as the bytes that came in; every other column is derived from them and can be
made again. All ways in write through the same actions, which schedule: guests inside the
organisation are served in the writer's transaction, those outside by mail.

The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
