"""Notifications: what the bell shows.

`notify(person_ids, kind, title, body="", url="")` adds one notification per person in the
caller's transaction and tells their open browsers after commit. It never sends mail. `kind`
(`desk.assigned`) lets people filter; `url` is a path of the web app. One INSERT, whatever the
number of persons.

The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
