"""Compose: predicts what somebody is about to write, from what they and their colleagues wrote.

The names in `__init__.pyi` are the whole public interface. `suggest(actor, prefix, context)` gives
texts with the share of cases in which such a text is what is written; it costs a few milliseconds
and no query once the writer's models are loaded. It raises `SwitchedOff`. Products register a
`TextSource` of what a person wrote. A person's words reach nobody else, except word groups that at
least `engine.training.K_AUTHORS` persons wrote.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
