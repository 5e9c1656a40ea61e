"""Imports of the command line: in the foreground, going on where a killed one was."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bureau.people import Person
from bureau.platform.errors import BadInput

from ..actions.open_account import open_account
from ..models import Transfer
from .run import go_on
from .secrets import sealed_secret

STEP_S = 2.0
Tell = Callable[[Transfer], None]
_UNFINISHED = (Transfer.State.WAITING, Transfer.State.RUNNING)


def import_path(
    person: Person, kind: Transfer.Kind, path: Path, label: str, tell: Tell
) -> Transfer:
    """Import a file or folder into a person's account; raises `BadInput` where there is none."""
    source = path.expanduser().resolve()
    if not source.exists():
        raise BadInput(f"There is nothing at {source}.")
    return _imported(person, kind, str(source), {"label": label}, "", tell)


def import_account(
    person: Person, options: Mapping[str, Any], password: str, tell: Tell
) -> Transfer:
    """Pull mail from another server, also one inside."""
    source = f"{options['user']}@{options['host']}"
    more = {**options, "public_only": False}
    return _imported(person, Transfer.Kind.IMAP, source, more, password, tell)


def _imported(
    person: Person,
    kind: Transfer.Kind,
    source: str,
    options: Mapping[str, Any],
    password: str,
    tell: Tell,
) -> Transfer:
    account = open_account(person)
    unfinished = Transfer.objects.filter(
        account=account, kind=kind, source=source, person_id="", state__in=_UNFINISHED
    )
    row = unfinished.order_by("-created_at").first() or Transfer(
        account=account, kind=kind, source=source
    )
    row.options = dict(options)
    row.secret = sealed_secret(password) if password else ""
    row.save()
    while not go_on(row.id, STEP_S):
        row.refresh_from_db()
        tell(row)
    row.refresh_from_db()
    return row
