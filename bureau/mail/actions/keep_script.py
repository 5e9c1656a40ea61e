"""The Sieve scripts of an account; at most one is active. Refusals carry the codes of RFC 5804."""

from django.db import transaction

from bureau.people import Person
from bureau.platform.errors import Refusal

from ..ledger import writing
from ..models import Account, SieveScript
from ..sieve import SieveError, compile_script
from ..sieve.syntax import LARGEST_SCRIPT
from .open_account import open_account

MOST_SCRIPTS = 50
LONGEST_NAME = 128


class ScriptRefused(Refusal):
    """A script, or its name, cannot be taken."""

    code = "mail_bad_script"
    status = 422
    title = "This script cannot be kept."

    def __init__(self, detail: str, reason: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        """The response code, such as `NONEXISTENT`."""


def scripts_of(account_id: str) -> list[tuple[str, bool]]:
    """Return names, and whether each is active. One query."""
    rows = SieveScript.objects.filter(account_id=account_id).order_by("name")
    return list(rows.values_list("name", "is_active"))


def script_text(account_id: str, name: str) -> str:
    """Return a script; raises `ScriptRefused`. One query."""
    return _find(account_id, name).text


def check_script(text: str) -> None:
    """Refuse a script that cannot be used."""
    try:
        compile_script(text)
    except SieveError as error:
        raise ScriptRefused(str(error)) from None


def check_space(account_id: str, name: str, size: int) -> None:
    """Refuse a script that would be too large or one too many. One query."""
    _check_name(name)
    if size > LARGEST_SCRIPT:
        raise ScriptRefused("The script is too large.", "QUOTA/MAXSIZE")
    names = {found for found, _ in scripts_of(account_id)}
    if name not in names and len(names) >= MOST_SCRIPTS:
        raise ScriptRefused("There are too many scripts.", "QUOTA/MAXSCRIPTS")


def put_script(account_id: str, name: str, text: str) -> None:
    """Keep a script under a name, in the place of an earlier one."""
    check_space(account_id, name, len(text.encode()))
    check_script(text)
    if not Account.objects.filter(pk=account_id).exists():
        open_account(Person.objects.get(id=account_id))
    with transaction.atomic(), writing(account_id):
        SieveScript.objects.update_or_create(
            account_id=account_id, name=name, defaults={"text": text}
        )


def activate_script(account_id: str, name: str) -> None:
    """Let this script run on what arrives; an empty name lets none."""
    with transaction.atomic():
        row = _find(account_id, name) if name else None
        if row is not None:
            check_script(row.text)
        SieveScript.objects.filter(account_id=account_id, is_active=True).update(is_active=False)
        if row is not None:
            SieveScript.objects.filter(id=row.id).update(is_active=True)


def remove_script(account_id: str, name: str) -> None:
    """Remove a script that is not active."""
    with transaction.atomic():
        row = _find(account_id, name)
        if row.is_active:
            raise ScriptRefused("The script is active. Switch it off first.", "ACTIVE")
        row.delete()


def rename_script(account_id: str, name: str, new_name: str) -> None:
    """Give a script another name; it stays active if it was."""
    _check_name(new_name)
    with transaction.atomic():
        row = _find(account_id, name)
        if SieveScript.objects.filter(account_id=account_id, name=new_name).exists():
            raise ScriptRefused("There is a script of that name.", "ALREADYEXISTS")
        row.name = new_name
        row.save(update_fields=["name"])


def _find(account_id: str, name: str) -> SieveScript:
    row = SieveScript.objects.filter(account_id=account_id, name=name).first()
    if row is None:
        raise ScriptRefused("There is no such script.", "NONEXISTENT")
    return row


def _check_name(name: str) -> None:
    is_plain = all(character.isprintable() for character in name)
    if not name or len(name) > LONGEST_NAME or not is_plain:
        raise ScriptRefused("This is no name for a script.")
