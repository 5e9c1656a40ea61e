"""A rule as a person makes it: which messages it means and what it does with them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bureau.platform.mime import one_line

from ..models import Mailbox

LONGEST_TEXT = 500
MOST_LABELS = 10


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which messages: all that is given must hold. The fields mean what search operators mean."""

    from_: str = ""
    to: str = ""
    subject: str = ""
    has: str = ""
    has_not: str = ""
    has_attachment: bool = False
    larger: int = 0
    smaller: int = 0
    list_id: str = ""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Criteria":
        """Read what was stored or sent; what is not there is not asked for."""
        texts = {
            name: one_line(str(stored.get(key) or "")).strip()[:LONGEST_TEXT]
            for name, key in _TEXTS.items()
        }
        return cls(
            **texts,
            has_attachment=bool(stored.get("has_attachment")),
            larger=max(0, int(stored.get("larger") or 0)),
            smaller=max(0, int(stored.get("smaller") or 0)),
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is given, as it is stored."""
        found = {key: getattr(self, name) for name, key in _TEXTS.items()}
        numbers = {name: getattr(self, name) for name in ("has_attachment", "larger", "smaller")}
        return {key: value for key, value in {**found, **numbers}.items() if value}

    @property
    def is_empty(self) -> bool:
        """Whether it would mean every message."""
        return not self.to_json()


_TEXTS = {
    "from_": "from",
    "to": "to",
    "subject": "subject",
    "has": "has",
    "has_not": "has_not",
    "list_id": "list_id",
}


NAPS: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "evening": ("18:00", ()),
    "morning": ("08:00", ()),
    "workday": ("08:00", (1, 2, 3, 4, 5)),
    "saturday": ("08:00", (6,)),
    "monday": ("08:00", (1,)),
}
"""Until when a rule may snooze: a time of day, and on which weekdays; 0 is Sunday, none is all."""


@dataclass(frozen=True, slots=True)
class RuleActions:
    """What is done with a message."""

    labels: tuple[str, ...] = ()
    skip_inbox: bool = False
    star: bool = False
    important: bool = False
    never_important: bool = False
    mark_read: bool = False
    delete: bool = False
    never_spam: bool = False
    category: str = ""
    forward_to: str = ""
    snooze: str = ""
    """One of `NAPS`."""
    stop: bool = False

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "RuleActions":
        """Read what was stored or sent."""
        category = str(stored.get("category") or "")
        flags = {name: bool(stored.get(name)) for name in _FLAGS}
        return cls(
            labels=tuple(dict.fromkeys(map(str, stored.get("labels") or ())))[:MOST_LABELS],
            category=category if category in Mailbox.Category.values else "",
            forward_to=one_line(str(stored.get("forward_to") or "")).strip().lower(),
            snooze=nap if (nap := str(stored.get("snooze") or "")) in NAPS else "",
            **flags,
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is given, as it is stored."""
        found = {**asdict(self), "labels": list(self.labels)}
        return {name: value for name, value in found.items() if value}

    @property
    def is_empty(self) -> bool:
        """Whether it would do nothing."""
        return not self.to_json()


_FLAGS = (
    "skip_inbox",
    "star",
    "important",
    "never_important",
    "mark_read",
    "delete",
    "never_spam",
    "stop",
)
