"""Comments: threads of remarks on anything that people read together; the engine knows no product.

The names in `__init__.pyi` are the whole public interface. A product registers a `CommentKind` that
says who may read and comment on its items, and is told of every change. Actions take the commenter
first, open one transaction and raise subclasses of `CommentsRefusal`; a refused action changed
nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
