"""Where a message goes in one account and what follows: the result of the chain of stages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..models import Mailbox
from ..sieve import Snooze, Vacation
from .category import Sorted
from .importance import Weighed
from .label_tree import LabelTree

PRIMARY = Sorted(Mailbox.Category.PRIMARY, "")


@dataclass(slots=True)
class Placement:
    """What the stages decided so far; each changes only what is its own."""

    place: Mailbox.Role = Mailbox.Role.INBOX
    """Inbox, archive, snoozed, junk or trash."""
    snooze: Snooze | None = None
    """When it comes to the inbox, if that is where it is to go later."""
    labels: list[str] = field(default_factory=list)
    """Ids of further mailboxes."""
    wanted: list[str] = field(default_factory=list)
    """Full names of labels that a script wants made."""
    keywords: list[str] = field(default_factory=list)
    category: Sorted = PRIMARY
    importance: Weighed = Weighed(False, "")
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    """Why it is in Junk, or why the reader is warned."""
    forwards: list[str] = field(default_factory=list)
    vacation: Vacation | None = None
    reject: str | None = None

    @property
    def is_junk(self) -> bool:
        """Whether it goes to Junk, where nothing is answered or passed on."""
        return self.place == Mailbox.Role.JUNK

    @property
    def is_in_inbox(self) -> bool:
        """Whether it is shown in the inbox, and so has a category."""
        return self.place == Mailbox.Role.INBOX

    @property
    def has_category(self) -> bool:
        """Whether it is of a category: in the inbox, now or when it comes back."""
        return self.place in (Mailbox.Role.INBOX, Mailbox.Role.SNOOZED)

    def mark_junk(self, *reasons: str) -> None:
        """Send it to Junk for these reasons."""
        self.place = Mailbox.Role.JUNK
        self.reasons += [one for one in reasons if one not in self.reasons]

    def explained(self, known: dict[str, Any]) -> dict[str, Any]:
        """Return what is stored as `Email.trust`: what was known, and what the stages say."""
        found = {**known, "spam": self.score}
        reasons = [*known.get("reasons", ()), *self.reasons]
        found["reasons"] = list(dict.fromkeys(reasons))
        if self.has_category:
            found["category"] = {"is": str(self.category.category), "why": self.category.why}
        if self.importance.why and not self.is_junk:
            found["important"] = {
                "is": self.importance.is_important,
                "why": self.importance.why,
            }
        return found


def mailbox_ids(placement: Placement, labels: LabelTree) -> Sequence[str]:
    """Return the labels that the message gets; roles that are missing must have been made."""
    found = [labels.roles[placement.place]]
    if placement.is_junk or placement.place == Mailbox.Role.TRASH:
        return found
    if placement.is_in_inbox:
        found.append(labels.categories[placement.category.category])
    if placement.importance.is_important:
        found.append(labels.roles[Mailbox.Role.IMPORTANT])
    return list(dict.fromkeys([*found, *placement.labels]))
