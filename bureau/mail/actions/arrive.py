"""Deciding what happens to an arriving message in each account that gets it: one chain, read for
a whole batch in a fixed number of queries, carried out by the delivery.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..events import Arrival
from ..models import Mailbox
from ..rules.label_tree import LabelTree
from ..rules.placement import Placement, mailbox_ids
from ..rules.receivers import Receiver, receivers_of
from ..rules.stages import Case, place
from ..spam.filter import score_of
from ..spam.score import Score
from .mailboxes import make_label
from .open_account import category_mailbox, mailbox_of


@dataclass(frozen=True, slots=True)
class Decided:
    """An account, and what happens to the message there."""

    receiver: Receiver
    placement: Placement

    @property
    def account_id(self) -> str:
        """The account."""
        return self.receiver.account_id

    @property
    def mailbox_ids(self) -> Sequence[str]:
        """The labels that the message gets."""
        return mailbox_ids(self.placement, self.receiver.labels)


def arrive(arrival: Arrival, pairs: Sequence[tuple[str, str]]) -> list[Decided]:
    """Run the chain for (account, recipient address) pairs. About eleven queries for all."""
    score = Score() if arrival.is_internal else score_of(arrival.message, arrival.trust)
    receivers = receivers_of(arrival, pairs)
    return [
        Decided(receiver, place(Case(arrival, receiver, score))) for receiver in receivers.values()
    ]


def prepare(decided: Decided) -> None:
    """Make the labels that the message needs and that are not there yet. Mostly no query."""
    labels, placement = decided.receiver.labels, decided.placement
    _need_role(labels, decided.account_id, placement.place)
    if placement.is_in_inbox and placement.category.category not in labels.categories:
        category = placement.category.category
        labels.categories[category] = category_mailbox(decided.account_id, category)
    if placement.importance.is_important:
        _need_role(labels, decided.account_id, Mailbox.Role.IMPORTANT)
    for name in placement.wanted:
        placement.labels.append(make_label(decided.account_id, name))
    placement.wanted = []


def _need_role(labels: LabelTree, account_id: str, role: Mailbox.Role) -> None:
    if role not in labels.roles:
        labels.roles[role] = mailbox_of(account_id, role)
