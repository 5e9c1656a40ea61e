"""What a signed-in client may ask for: scripts of its own account."""

from collections.abc import Callable

from ..actions.keep_script import (
    ScriptRefused,
    activate_script,
    check_script,
    check_space,
    put_script,
    remove_script,
    rename_script,
    script_text,
    scripts_of,
)
from .lines import BadCommand, Command, answer, string


class CommandRefused(Exception):
    """A command that is not carried out; carries the response code."""

    def __init__(self, text: str, code: str = "") -> None:
        super().__init__(text)
        self.code = code


def carry_out(account_id: str, command: Command) -> bytes:
    """Return the answer to a command; raises `CommandRefused`, `BadCommand`."""
    handler = _HANDLERS.get(command.name)
    if handler is None:
        raise BadCommand("There is no such command")
    try:
        return handler(account_id, command)
    except ScriptRefused as refused:
        raise CommandRefused(refused.detail, refused.reason) from None


def _list(account_id: str, command: Command) -> bytes:
    command.expect(0)
    lines = [
        string(name) + (b" ACTIVE" if is_active else b"") + b"\r\n"
        for name, is_active in scripts_of(account_id)
    ]
    return b"".join(lines) + answer("OK")


def _get(account_id: str, command: Command) -> bytes:
    command.expect(1)
    raw = script_text(account_id, command.text(0)).encode()
    return b"{%d}\r\n%s\r\n" % (len(raw), raw) + answer("OK")


def _put(account_id: str, command: Command) -> bytes:
    command.expect(2)
    put_script(account_id, command.text(0), command.text(1))
    return answer("OK")


def _check(account_id: str, command: Command) -> bytes:
    command.expect(1)
    check_script(command.text(0))
    return answer("OK")


def _set_active(account_id: str, command: Command) -> bytes:
    command.expect(1)
    activate_script(account_id, command.text(0))
    return answer("OK")


def _delete(account_id: str, command: Command) -> bytes:
    command.expect(1)
    remove_script(account_id, command.text(0))
    return answer("OK")


def _rename(account_id: str, command: Command) -> bytes:
    command.expect(2)
    rename_script(account_id, command.text(0), command.text(1))
    return answer("OK")


def _have_space(account_id: str, command: Command) -> bytes:
    command.expect(2)
    size = command.text(1)
    if not size.isdecimal():
        raise BadCommand("This is not a number")
    check_space(account_id, command.text(0), int(size))
    return answer("OK")


_HANDLERS: dict[str, Callable[[str, Command], bytes]] = {
    "LISTSCRIPTS": _list,
    "GETSCRIPT": _get,
    "PUTSCRIPT": _put,
    "CHECKSCRIPT": _check,
    "SETACTIVE": _set_active,
    "DELETESCRIPT": _delete,
    "RENAMESCRIPT": _rename,
    "HAVESPACE": _have_space,
}
