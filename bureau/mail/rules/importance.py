"""Whether a message is important to an account, and why."""

from collections.abc import Set
from typing import NamedTuple

from bureau.platform.mime import ParsedMessage

from ..models import Mailbox
from .category import is_bulk

FEW = 5


class Weighed(NamedTuple):
    """Whether it is important, and the reason as a word that clients translate."""

    is_important: bool
    why: str


def importance_of(
    message: ParsedMessage,
    *,
    own: Set[str],
    category: str,
    is_own_thread: bool,
    is_known: bool,
    is_colleague: bool,
    taught: bool | None = None,
) -> Weighed:
    """Weigh a message. `own` are the account's addresses."""
    if taught is not None:
        return Weighed(taught, "taught")
    if is_own_thread:
        return Weighed(True, "your_thread")
    if is_bulk(message) or category not in ("", Mailbox.Category.PRIMARY):
        return Weighed(False, "sent_to_many")
    authors = {one.email.lower() for one in message.addresses("from")}
    if authors & own:
        return Weighed(False, "from_you")
    to = [one.email.lower() for one in message.addresses("to")]
    if not own & set(to):
        return Weighed(False, "not_to_you")
    if is_known:
        return Weighed(True, "you_write_to_sender")
    if is_colleague and len(to) <= FEW:
        return Weighed(True, "colleague_to_you")
    return Weighed(False, "")
