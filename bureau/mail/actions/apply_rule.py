"""Applying a rule to mail that is there, some messages at a time, and taking that back.

A run looks at every message once, in the order of ids; running a part of it again changes nothing.
Nothing is forwarded or answered. Undoing restores what has not changed since.
"""

from django.db import transaction

from ..errors import BadRule, NoSuchRule
from ..ledger import writing
from ..models import Email, Mailbox, Rule, RuleRun, RuleRunChange
from ..rules.label_tree import tree_of
from ..rules.stored import matches, reachable, script_of
from .open_account import category_mailbox, mailbox_of
from .relabel import Target, load, relabel_unasked

AT_ONCE = 100


def apply_rule(account_id: str, rule: Rule) -> RuleRun:
    """Begin a run; `mail.apply_rule` goes on with it."""
    from ..jobs import apply_rule as job

    with transaction.atomic():
        if RuleRun.objects.filter(account_id=account_id, rule=rule, state=RuleRun.State.RUNNING):
            raise BadRule("This rule is being applied already.")
        run = RuleRun.objects.create(
            account_id=account_id,
            rule=rule,
            script=script_of(rule, tree_of(account_id)),
            total=reachable(account_id).count(),
        )
        _make_labels(account_id, rule)
        job.enqueue(run_id=run.id)
    return run


def undo_run(account_id: str, run_id: str) -> RuleRun:
    """Begin to take a finished run back."""
    from ..jobs import apply_rule as job

    with transaction.atomic():
        run = find_run(account_id, run_id)
        if run.state == RuleRun.State.RUNNING:
            raise BadRule("The rule is still being applied. Wait until it is done.")
        if run.state == RuleRun.State.DONE:
            run.state, run.cursor = RuleRun.State.UNDOING, ""
            run.save(update_fields=["state", "cursor"])
            job.enqueue(run_id=run.id)
    return run


def find_run(account_id: str, run_id: str) -> RuleRun:
    """Return a run of the account; raises `NoSuchRule`."""
    run = RuleRun.objects.filter(account_id=account_id, id=run_id).first()
    if run is None:
        raise NoSuchRule("There is no such run.")
    return run


def go_on(run_id: str) -> None:
    """Do the next part of a run, in the caller's transaction, and enqueue the part after it."""
    from ..jobs import apply_rule as job

    run = RuleRun.objects.select_for_update().filter(id=run_id).first()
    if run is None or run.state in (RuleRun.State.DONE, RuleRun.State.UNDONE):
        return
    is_over = _apply_some(run) if run.state == RuleRun.State.RUNNING else _undo_some(run)
    if is_over:
        is_undone = run.state == RuleRun.State.UNDOING
        run.state = RuleRun.State.UNDONE if is_undone else RuleRun.State.DONE
    else:
        job.enqueue(run_id=run.id)
    run.save(update_fields=["state", "seen", "matched", "changed", "cursor"])


def _make_labels(account_id: str, rule: Rule) -> None:
    mailbox_of(account_id, Mailbox.Role.ARCHIVE)
    if rule.actions.get("important"):
        mailbox_of(account_id, Mailbox.Role.IMPORTANT)
    if rule.actions.get("category"):
        category_mailbox(account_id, Mailbox.Category(rule.actions["category"]))


def _apply_some(run: RuleRun) -> bool:
    emails = list(reachable(run.account_id).filter(id__gt=run.cursor)[:AT_ONCE])
    found = matches(run.account_id, run.script, emails)
    changed = [one for one in found if one.changes]
    if changed:
        with writing(run.account_id) as write:
            targets = {one.email.id: Target(one.keywords, one.mailbox_ids) for one in changed}
            rows = [
                RuleRunChange(
                    run=run,
                    email_id=one.email.id,
                    keywords=one.email.keywords,
                    mailbox_ids=sorted(one.before),
                    modseq=write.modseq,
                )
                for one in changed
            ]
            RuleRunChange.objects.bulk_create(rows, ignore_conflicts=True)
            relabel_unasked(write, [one.email for one in changed], targets)
    run.seen += len(emails)
    run.matched += len(found)
    run.changed += len(changed)
    run.cursor = emails[-1].id if emails else run.cursor
    return len(emails) < AT_ONCE


def _undo_some(run: RuleRun) -> bool:
    rows = list(run.changes.filter(id__gt=run.cursor).order_by("id")[:AT_ONCE])
    emails = load(run.account_id, [row.email_id for row in rows])
    boxes = set(Mailbox.objects.filter(account_id=run.account_id).values_list("id", flat=True))
    targets: dict[str, Target] = {}
    for row in rows:
        email: Email | None = emails.get(row.email_id)
        mailbox_ids = frozenset(row.mailbox_ids) & boxes
        if email is not None and email.modseq == row.modseq and mailbox_ids:
            targets[email.id] = Target(frozenset(row.keywords), mailbox_ids)
    if targets:
        with writing(run.account_id) as write:
            relabel_unasked(write, [emails[one] for one in targets], targets)
    run.cursor = rows[-1].id if rows else run.cursor
    return len(rows) < AT_ONCE
