"""Mail: accounts with mailboxes, threads and counters; JMAP; SMTP in and out; delivery inside.

Other apps send through the registered action `mail.send` (arguments in `automation_action.py`) and
learn of
mail from the event `mail.received` (payload in `events.py`): they never import this package. Its
own parts:

- `open_account(person)`: the account with its standard mailboxes; idempotent.
- `write_letter(actor, Draft(…)) -> Submission`: compose and send, once per Message-ID and account;
inside
  mail is delivered when the transaction commits, outside mail is queued in it. Raises
  `NotYourAddress`,
  `BadMessage`. About 25 queries for one recipient inside.
- `delegate(actor, account_id, principal_id, may_send)`, `undelegate(…)`: shared mailboxes.
- `set_list_rule(actor, group_id, posting)`: who may write to a group.

All run in one transaction of their own, or in the caller's.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
