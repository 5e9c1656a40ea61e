"""Running a rule on messages that are filed already: what would match, and what would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from bureau.platform import blobs
from bureau.platform.mime import parse

from ..models import Email, EmailLabel, Mailbox, Rule
from ..sieve import Script, SieveError, run
from .compile import compile_rules
from .label_tree import LabelTree, tree_of
from .placement import Placement
from .receivers import Receiver
from .scripts import apply, compiled, see_labels, view_of

Role = Mailbox.Role
_APART = (Role.JUNK, Role.TRASH, Role.DRAFTS, Role.SENT, Role.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Matched:
    """A message that a rule means, with what it is to have in the end."""

    email: Email
    keywords: frozenset[str]
    mailbox_ids: frozenset[str]
    before: frozenset[str]
    """Its mailboxes now."""

    @property
    def changes(self) -> bool:
        """Whether anything is different from now."""
        is_same = self.keywords == frozenset(self.email.keywords)
        return not is_same or self.mailbox_ids != self.before


def reachable(account_id: str) -> QuerySet[Email]:
    """Return the messages that came in, in the order of ids. Reads the index of the account."""
    rows = Email.objects.filter(account_id=account_id, is_delivered=True)
    return rows.order_by("id")


def script_of(rule: Rule, labels: LabelTree) -> str:
    """Return the script of one rule, switched on or not."""
    probe = Rule(name=rule.name, criteria=rule.criteria, actions=rule.actions, is_enabled=True)
    return compile_rules([probe], labels.names)


def matches(account_id: str, script: str, emails: Sequence[Email]) -> list[Matched]:
    """Return the messages that the script means. Three queries, and each message's bytes."""
    receiver = Receiver(account_id, "", tree_of(account_id))
    labels = _labels_of(emails)
    apart = {receiver.labels.roles.get(role) for role in _APART}
    program = compiled(script)
    found = []
    for email in emails:
        if labels[email.id] & apart:
            continue
        one = _match(receiver, program, email, frozenset(labels[email.id]))
        found += [one] if one else []
    return found


def _labels_of(emails: Iterable[Email]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {email.id: set() for email in emails}
    rows = EmailLabel.objects.filter(email_id__in=list(found))
    for email_id, mailbox_id in rows.values_list("email_id", "mailbox_id"):
        found[email_id].add(mailbox_id)
    return found


def _match(
    receiver: Receiver, program: Script, email: Email, before: frozenset[str]
) -> Matched | None:
    view = view_of(parse(blobs.read(email.blob)), email.blob, email.size_bytes)
    see_labels(view, receiver)
    try:
        outcome = run([program], view)
    except SieveError:
        return None
    if not outcome.matched:
        return None
    placement = Placement()
    apply(outcome, receiver, placement)
    keywords = frozenset([*email.keywords, *placement.keywords])
    return Matched(email, keywords, _mailboxes(receiver.labels, placement, before), before)


def _mailboxes(labels: LabelTree, placement: Placement, before: frozenset[str]) -> frozenset[str]:
    """Add the rule's labels; take the inbox off only where the rule files elsewhere."""
    if placement.place == Role.TRASH:
        return frozenset({labels.roles[Role.TRASH]})
    wanted = {*before, *placement.labels}
    inbox = labels.roles[Role.INBOX]
    if placement.place == Role.ARCHIVE and inbox in wanted:
        wanted -= {inbox, *labels.categories.values()}
        wanted.add(labels.roles[Role.ARCHIVE])
    if placement.category.why and inbox in wanted and labels.categories:
        chosen = labels.categories.get(placement.category.category)
        wanted = {*(wanted - set(labels.categories.values())), *([chosen] if chosen else [])}
    important = labels.roles.get(Role.IMPORTANT)
    if placement.importance.why and important:
        wanted -= {important}
        wanted |= {important} if placement.importance.is_important else set()
    return frozenset(wanted)
