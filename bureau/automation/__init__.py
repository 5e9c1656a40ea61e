"""Automation: rules over events, and the closed list of actions that apps register.

- An app offers an action: `register_action(Action("desk.open_ticket", "Open a ticket", SCHEMA,
  run))`. SCHEMA is a JSON schema of an object (the UI builds its form from it); `run(ActionCall)`
  writes in the caller's transaction, leaves side effects to the outbox and jobs, and returns what
  the caller may want to know.
- An app asks another, without knowing it: `perform("mail.send", {...}, owner=actor)`; it acts
  with the owner's rights. Raises `UnknownAction`, `BadArguments` and whatever refusal the action
  has.
- An app makes an event one that rules may start from: `register_trigger(Trigger("form.answered",
  "A form is answered"))`.
- An app says who may write rules in its scopes: `register_scope("form", lambda actor, form_id:
  ...)`; a rule's scope is the stream of the events it hears (`form:<id>`), or empty for the whole
  organisation (administrators only).
- `save_rule`, `delete_rule`, `set_enabled`, `rules_of` need the right on the scope; each write is
  one transaction and audited.

Runaway rules are stopped: see `guards.py`. The names in `__init__.pyi` are the whole public
interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
