"""Access: grants and roles: who may do what with which object.

A scope is a place where grants hang; objects hold a `scope_id` and ask for the role on it:

    role_on(principals_of(person_id), node.scope_id) >= Role.EDITOR

Writes run in the caller's transaction, and neither check rights nor emit events: the app whose
object is shared does both. Checks cost one query by primary key, however deep the tree and however
many grants there are; a grant costs a fold of the scopes below it. Errors are subclasses of
`AccessRefusal`. The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
