"""What the methods of all object types share: states, /changes, reading arguments, shaping
answers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from bureau.platform.db import prepared

from ...models import Account
from .protocol import MOST_GET, MOST_SET, Arguments, Call, MethodError, SetError


def state_of(account_id: str) -> str:
    """Return the state of all types of an account: its modseq. One query by primary key."""
    return str(_modseq(account_id)[0])


@prepared
def _modseq(account_id: str) -> QuerySet[Account, int]:
    return Account.objects.filter(pk=account_id).values_list("modseq", flat=True)


def utc_text(moment: datetime | None) -> str | None:
    """Write a time as JMAP's UTCDate."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def read_utc(value: object) -> datetime:
    """Read a Date; raises `MethodError`."""
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise MethodError("invalidArguments", f"{value!r} is not a date.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def ids_of(call: Call, name: str = "ids", limit: int = MOST_GET) -> list[str] | None:
    """Read a list of ids, creation ids resolved; None when null or absent."""
    value = call.arguments.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise MethodError("invalidArguments", f"'{name}' is not a list of ids.")
    if len(value) > limit:
        raise MethodError("requestTooLarge")
    return list(dict.fromkeys(call.exchange.resolve(item) for item in value))


def properties_of(
    call: Call, known: Iterable[str], name: str = "properties", prefix: str = ""
) -> set[str] | None:
    """Read the wanted properties; None for the default ones. Unknown ones are refused, but for
    those that begin with `prefix`.
    """
    value = call.arguments.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise MethodError("invalidArguments", f"'{name}' is not a list of names.")
    wanted = set(value)
    unknown = sorted(one for one in wanted - set(known) if not one.startswith(prefix or "\0"))
    if unknown:
        raise MethodError("invalidArguments", f"Unknown properties: {', '.join(unknown)}")
    return wanted


def int_of(call: Call, name: str, default: int | None = None) -> int | None:
    """Read a whole number."""
    value = call.arguments.get(name)
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool):
        raise MethodError("invalidArguments", f"'{name}' is not a number.")
    return value


def flag_of(call: Call, name: str) -> bool:
    """Read true or false; false where it is absent."""
    value = call.arguments.get(name)
    if value is not None and not isinstance(value, bool):
        raise MethodError("invalidArguments", f"'{name}' is true or false.")
    return bool(value)


def picked(document: Arguments, wanted: set[str] | None) -> Arguments:
    """Return the wanted properties of an object, `id` always among them."""
    if wanted is None:
        return document
    return {name: value for name, value in document.items() if name in wanted or name == "id"}


def get_answer(
    call: Call, found: Sequence[Arguments], ids: Sequence[str] | None, state: str
) -> Arguments:
    """Return the answer of a /get."""
    present = {item["id"] for item in found}
    return {
        "accountId": call.account_id,
        "state": state,
        "list": list(found),
        "notFound": [one for one in ids or () if one not in present],
    }


def check_state(call: Call) -> str:
    """Refuse a /set whose `ifInState` is not the present one; return the present one."""
    check_size(call)
    state = state_of(call.account_id)
    expected = call.arguments.get("ifInState")
    if expected is not None and expected != state:
        raise MethodError("stateMismatch")
    return state


_COUNTED = ("create", "update", "destroy", "onSuccessDestroy", "emails")


def check_size(call: Call) -> None:
    """Refuse a /set of more objects than the session says."""
    given = [call.arguments.get(name) for name in _COUNTED]
    if sum(len(one) for one in given if isinstance(one, dict | list)) > MOST_SET:
        raise MethodError("requestTooLarge")


def objects_of(call: Call, name: str) -> dict[str, Arguments]:
    """Read the `create` or `update` map of a /set."""
    value = call.arguments.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        raise MethodError("invalidArguments", f"'{name}' is not a map of objects.")
    if len(value) > MOST_SET:
        raise MethodError("requestTooLarge")
    return value


class Outcome:
    """What a /set did, object by object."""

    def __init__(self, call: Call, old_state: str) -> None:
        self._call = call
        self._old_state = old_state
        self.created: dict[str, Arguments] = {}
        self.updated: dict[str, Arguments | None] = {}
        self.destroyed: list[str] = []
        self.not_created: dict[str, Arguments] = {}
        self.not_updated: dict[str, Arguments] = {}
        self.not_destroyed: dict[str, Arguments] = {}

    def create(self, key: str, make: Callable[[], Arguments]) -> None:
        """Try to create one object; `make` returns its server-set properties."""
        try:
            self.created[key] = made = make()
        except SetError as error:
            self.not_created[key] = error.answer
        else:
            self._call.exchange.created[key] = made["id"]

    def update(self, object_id: str, change: Callable[[], None]) -> None:
        """Try to update one object."""
        try:
            change()
        except SetError as error:
            self.not_updated[object_id] = error.answer
        else:
            self.updated[object_id] = None

    def destroy(self, object_id: str, remove: Callable[[], None]) -> None:
        """Try to destroy one object."""
        try:
            remove()
        except SetError as error:
            self.not_destroyed[object_id] = error.answer
        else:
            self.destroyed.append(object_id)

    def answer(self) -> Arguments:
        """Return the answer of the /set; empty parts are null."""
        return {
            "accountId": self._call.account_id,
            "oldState": self._old_state,
            "newState": state_of(self._call.account_id),
            **self.objects(),
        }

    def objects(self) -> Arguments:
        """Return what became of each object, for types without a state; empty parts are null."""
        return {
            "created": self.created or None,
            "updated": self.updated or None,
            "destroyed": self.destroyed or None,
            "notCreated": self.not_created or None,
            "notUpdated": self.not_updated or None,
            "notDestroyed": self.not_destroyed or None,
        }


def text_of(document: Mapping[str, Any], name: str, longest: int, default: str | None = "") -> str:
    """Read a text property of an object of a /set; raises `SetError`."""
    value = document.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or len(value) > longest or "\x00" in value:
        raise SetError("invalidProperties", properties=[name])
    return value


def refuse_unknown(document: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse properties that cannot be set."""
    unknown = sorted(set(document) - set(known))
    if unknown:
        raise SetError("invalidProperties", properties=unknown)
