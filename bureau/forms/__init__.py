"""Forms: questions with branching, immutable versions, and responses never lost and never doubled.

The names in `__init__.pyi` are the whole public interface. Actions take the actor first, check
rights on the form's scope, open one transaction and raise subclasses of `FormsRefusal`; a refused
action changed nothing. `submit` needs no actor: who may answer is the page's question. It stores
the response, its files and the outbox event `form.answered` at once; the same submission key
always gives the same response.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
