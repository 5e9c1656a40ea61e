"""The chain of an arrival, in its order. Each stage is a pure function on the placement.

blocked sender, verdict of the organisation, junk filter, mute, rules and script, category,
importance, answer and forwarding.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..events import Arrival
from ..house import is_of_the_house
from ..models import Forwarding, Mailbox
from ..spam.score import JUNK, SUSPICIOUS, Score
from .category import Sorted, category_of
from .importance import Weighed, importance_of
from .placement import Placement
from .receivers import Receiver
from .scripts import run_scripts

Role = Mailbox.Role


@dataclass(frozen=True, slots=True)
class Case:
    """One message and one account that gets it."""

    arrival: Arrival
    receiver: Receiver
    score: Score

    @property
    def is_trusted(self) -> bool:
        """Whether the author is proven or at least not disproved."""
        return self.arrival.is_internal or self.arrival.trust.get("author") != "failed"


Stage = Callable[[Case, Placement], None]


def block(case: Case, placement: Placement) -> None:
    """Mail of senders that the person blocked goes to Junk."""
    if case.receiver.is_blocked:
        placement.mark_junk("blocked_sender")


def obey_organisation(case: Case, placement: Placement) -> None:
    """What the organisation's policy calls junk is junk."""
    if case.arrival.trust.get("disposition") == "junk":
        placement.mark_junk("organisation")


def filter_junk(case: Case, placement: Placement) -> None:
    """Mail that looks like junk goes there, but never that of somebody whom the account writes to,
    unless it provably is not from them.
    """
    placement.score = case.score.value
    if case.score.value < SUSPICIOUS:
        return
    is_safe = case.receiver.is_known or case.receiver.is_own_thread
    if case.score.value >= JUNK and (case.score.is_hard or not is_safe):
        placement.mark_junk(*case.score.reasons)
    elif not is_safe:
        placement.reasons += case.score.reasons


def mute(case: Case, placement: Placement) -> None:
    """An arrival in a muted thread skips the inbox and is muted itself."""
    if case.receiver.is_muted:
        placement.keywords.append("$muted")
        if placement.is_in_inbox:
            placement.place = Role.ARCHIVE


def obey_rules(case: Case, placement: Placement) -> None:
    """The person's rules, then their script; in Junk they only count when they say never junk."""
    run_scripts(case.arrival, case.receiver, placement)


def categorise(case: Case, placement: Placement) -> None:
    """Put a message of the inbox into one category."""
    if not placement.has_category or placement.category.why:
        return
    is_known = (case.receiver.is_known or case.receiver.is_own_thread) and case.is_trusted
    taught = case.receiver.category if case.is_trusted else ""
    placement.category = category_of(case.arrival.message, is_known=is_known, taught=taught)
    if taught:
        return
    if case.receiver.is_own_thread:
        placement.category = Sorted(Mailbox.Category.PRIMARY, "your_thread")
    elif is_of_the_house(case.arrival):
        placement.category = Sorted(Mailbox.Category.PRIMARY, "your_account")


def weigh(case: Case, placement: Placement) -> None:
    """Decide whether the message is important."""
    if placement.importance.why:
        return
    receiver = case.receiver
    if placement.is_junk or not case.is_trusted or placement.score >= SUSPICIOUS:
        placement.importance = Weighed(False, "")
        return
    category = placement.category.category if placement.has_category else ""
    placement.importance = importance_of(
        case.arrival.message,
        own=receiver.own,
        category=category,
        is_own_thread=receiver.is_own_thread,
        is_known=receiver.is_known,
        is_colleague=case.arrival.is_internal,
        taught=receiver.is_important,
    )


def pass_on(case: Case, placement: Placement) -> None:
    """Forward all mail where the person wants that; junk is neither passed on nor answered."""
    if placement.is_junk:
        placement.forwards, placement.vacation, placement.reject = [], None, None
        return
    for forwarding in case.receiver.forwardings:
        if forwarding.is_on:
            placement.forwards.append(forwarding.email)
            if forwarding.keep != Forwarding.Keep.INBOX and placement.is_in_inbox:
                placement.place = Role(forwarding.keep)
    placement.forwards = list(dict.fromkeys(placement.forwards))


CHAIN: tuple[Stage, ...] = (
    block,
    obey_organisation,
    filter_junk,
    mute,
    obey_rules,
    categorise,
    weigh,
    pass_on,
)


def place(case: Case) -> Placement:
    """Run the chain."""
    placement = Placement()
    for stage in CHAIN:
        stage(case, placement)
    return placement
