"""What mail does for those who join and those who leave."""

from collections.abc import Mapping
from typing import Any

from bureau.people import Person
from bureau.provisioning import LeavingStep, Step

from .actions.hand_over import hand_over
from .actions.open_account import open_account
from .models import Email


def _open(person: Person, settings: Mapping[str, Any]) -> None:
    open_account(person)


def _preview(leaver: Person, successor: Person) -> list[str]:
    count = Email.objects.filter(account_id=leaver.id).count()
    return [
        f"{successor.name} may read and answer {leaver.name}'s mailbox ({_messages(count)}).",
        f"New mail to {leaver.email} goes to {successor.email}.",
        f"Whoever writes to {leaver.email} is told once that {successor.name} took over.",
    ]


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


MAILBOX = Step(key="mail.mailbox", version=1, run=_open, kinds=("person", "shared", "service"))
LEAVING = LeavingStep(key="mail.hand_over", preview=_preview, run=hand_over)
