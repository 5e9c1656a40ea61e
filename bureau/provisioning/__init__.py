"""Provisioning: plans and steps that put a person to work, and take them out again.

- An app registers what a joiner needs: `register_step(Step("mail.mailbox", 1, after=(),
  run=open_mailbox))`. `run(person, settings)` is idempotent, runs in a transaction of its own
  that also marks the step done, and is retried when it raises; `settings` are the merged
  templates of the person's unit and country. Raising the version runs it again.
- An app registers what a leaver leaves: `register_leaving_step(LeavingStep("mail.mailbox",
  preview, run))`; `preview(person, to)` says in sentences what `run(person, to)` will do.
- `plan_csv(bytes, actor)` and `plan_rows(rows, actor)` check everything and store a `Plan`
  (shown, never half right); `apply_plan(actor, plan_id)` carries it out as jobs; `plan_leaving`,
  `apply_leaving`, `undo_leaving` likewise.

Administrators only; each action is one transaction. The names in `__init__.pyi` are the whole
public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
