"""What a filed message is to have in the end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """Keywords and mailboxes."""

    keywords: frozenset[str]
    mailbox_ids: frozenset[str]
