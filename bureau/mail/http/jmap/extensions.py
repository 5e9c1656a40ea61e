"""Properties that Email has beyond RFC 8621 (capability `urn:bureau:params:jmap:mail`).

Each part of mail registers its own at start (`register.py`); Email/get reads them where they are
asked for, Email/set parses all values of a message first and writes them after its keywords and
mailboxes. They are in no default set of properties.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...ledger import Write
from ...models import Change, Email
from .protocol import SetError

Read = Callable[[str, Sequence[str]], Mapping[str, Any]]
"""(account id, email ids) to the values of those that have one; a fixed number of queries."""
Parse = Callable[[Any], Any]
"""A JSON value to a typed one; raises `SetError("invalidProperties", properties=[name])`."""
Store = Callable[[Write, Email, Any], None]
"""Write the typed value within the account's open write, which records the message as changed."""


@dataclass(frozen=True, slots=True)
class EmailProperty:
    """An extension property. With a `column` of Email it is read with the others, without a query
    of its own; `read` serves all others. Without `store` it is the server's alone.
    """

    name: str
    read: Read | None = None
    column: str = ""
    make: Callable[[Any], Any] = lambda value: value
    """Turns the column's value into JSON."""
    default: Any = None
    """What a message shows that `read` has no value for."""
    parse: Parse = lambda value: value
    store: Store | None = None


_properties: dict[str, EmailProperty] = {}


def register_email_property(*properties: EmailProperty) -> None:
    """Add extension properties to Email; registering one again replaces it."""
    for one in properties:
        _properties[one.name] = one


def email_properties() -> Mapping[str, EmailProperty]:
    """Return the extension properties of Email by name."""
    return _properties


def read_extensions(
    account_id: str, ids: Sequence[str], names: frozenset[str]
) -> dict[str, dict[str, Any]]:
    """Return the asked properties that are no columns, by message. The queries of each."""
    found: dict[str, dict[str, Any]] = {email_id: {} for email_id in ids}
    for name in sorted(names & _properties.keys()):
        wanted = _properties[name]
        if wanted.read is None:
            continue
        values = wanted.read(account_id, ids)
        for email_id in ids:
            found[email_id][name] = values.get(email_id, wanted.default)
    return found


def parse_extensions(patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return the typed values of the extension properties in a patch; raises `SetError`."""
    found = {}
    for name in patch.keys() & _properties.keys():
        if _properties[name].store is None:
            raise SetError("invalidProperties", "Only the server sets it.", properties=[name])
        found[name] = _properties[name].parse(patch[name])
    return found


def store_extensions(write: Write, email: Email, values: Mapping[str, Any]) -> None:
    """Write parsed values of a message, and that it changed."""
    for name, value in values.items():
        store = _properties[name].store
        assert store is not None
        store(write, email, value)
    if values:
        write.changed(Change.Kind.EMAIL, email.id)
