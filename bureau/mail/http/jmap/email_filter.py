"""The filter of Email/query (RFC 8621 section 4.4.1) as a condition of `search`. Besides the
standard's conditions there is `query`, a text in the operator language.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bureau.platform.text import words

from ...models import Mailbox
from ...search.conditions import (
    EVERYTHING,
    AnyOf,
    Condition,
    HasAttachment,
    HasKeyword,
    Header,
    InMailbox,
    InOther,
    Not,
    Received,
    Size,
    ThreadKeyword,
    Words,
    all_of,
    any_of,
)
from ...search.syntax import Hint, read_query
from ...search.tokens import Space
from .objects import read_utc
from .protocol import Call, MethodError

DEEPEST = 10
MOST_CONDITIONS = 100
LONGEST_TEXT = 1_000

Read = Callable[[Any], Condition]


def condition_of(call: Call, given: Any, hints: list[Hint] | None = None) -> Condition:
    """Turn a filter into a condition, and add what a `query` in it does not mean to `hints`;
    raises `MethodError`.
    """
    return _Reader(call, [] if hints is None else hints).read(given, 0)


class _Reader:
    def __init__(self, call: Call, hints: list[Hint]) -> None:
        self._call = call
        self._hints = hints

    def read(self, given: Any, depth: int) -> Condition:
        if given is None:
            return EVERYTHING
        if not isinstance(given, dict):
            raise MethodError("invalidArguments", "'filter' is not an object.")
        if depth > DEEPEST:
            raise MethodError("unsupportedFilter", "The filter is too deep.")
        if "operator" in given:
            return self._operator(given, depth)
        return all_of(*(self._property(name, value) for name, value in given.items()))

    def _operator(self, given: Mapping[str, Any], depth: int) -> Condition:
        conditions = given.get("conditions")
        if not isinstance(conditions, list) or set(given) != {"operator", "conditions"}:
            raise MethodError("invalidArguments", "An operator has a list of conditions.")
        if len(conditions) > MOST_CONDITIONS:
            raise MethodError("unsupportedFilter", "There are too many conditions.")
        parts = [self.read(item, depth + 1) for item in conditions]
        match given["operator"]:
            case "AND":
                return all_of(*parts)
            case "OR":
                return any_of(*parts) if parts else AnyOf(())
            case "NOT":
                return all_of(*(Not(part) for part in parts))
        raise MethodError("invalidArguments", "The operator is AND, OR or NOT.")

    def _property(self, name: str, value: Any) -> Condition:
        if name == "inMailbox":
            return InMailbox(self._mailbox(value))
        if name == "inMailboxOtherThan":
            boxes = _list(value)
            return InOther(tuple(self._call.exchange.resolve(box) for box in boxes))
        if name == "query":
            return read_query(_text(value), self._call.account_id, self._hints)
        read = _PROPERTIES.get(name)
        if read is None:
            raise MethodError("unsupportedFilter", f"There is no condition '{name}'.")
        return read(value)

    def _mailbox(self, value: Any) -> str:
        box_id = self._call.exchange.resolve(_text(value))
        rows = Mailbox.objects.filter(account_id=self._call.account_id, id=box_id)
        if not rows.exists():
            raise MethodError("invalidArguments", "There is no such mailbox.")
        return box_id


def _list(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise MethodError("invalidArguments", f"{value!r} is not a list of ids.")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise MethodError("invalidArguments", f"{str(value)[:50]!r} is not a text.")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MethodError("invalidArguments", f"{value!r} is not a number.")
    return value


def _date(value: Any) -> datetime:
    return read_utc(_text(value))


def _keyword(value: Any) -> str:
    return _text(value).lower()


def _attachment(value: Any) -> Condition:
    if not isinstance(value, bool):
        raise MethodError("invalidArguments", "'hasAttachment' is true or false.")
    return HasAttachment() if value else Not(HasAttachment())


def _header(value: Any) -> Condition:
    match value:
        case [str(name)]:
            return Header(name)
        case [str(name), str(text)]:
            return Header(name, text)
    raise MethodError("invalidArguments", "'header' is a list of a name and, maybe, a text.")


def _sought(space: Space = Space.ANY, *, in_body: bool = False) -> Read:
    """Words in any order, "phrases" and beginnings of words, as people type them."""

    def read(value: Any) -> Condition:
        pieces = _text(value).split('"')
        found: list[Condition] = []
        for number, piece in enumerate(pieces):
            if number % 2:
                found.append(Words(tuple(words(piece)), space, False, in_body))
            else:
                found += [Words((word,), space, True, in_body) for word in words(piece)]
        return all_of(*(one for one in found if not isinstance(one, Words) or one.words))

    return read


_PROPERTIES: Mapping[str, Read] = {
    "before": lambda value: Received(before=_date(value)),
    "after": lambda value: Received(after=_date(value)),
    "minSize": lambda value: Size(least=_number(value)),
    "maxSize": lambda value: Size(below=_number(value)),
    "hasAttachment": _attachment,
    "hasKeyword": lambda value: HasKeyword(_keyword(value)),
    "notKeyword": lambda value: Not(HasKeyword(_keyword(value))),
    "someInThreadHaveKeyword": lambda value: ThreadKeyword(_keyword(value), "some"),
    "allInThreadHaveKeyword": lambda value: ThreadKeyword(_keyword(value), "all"),
    "noneInThreadHaveKeyword": lambda value: ThreadKeyword(_keyword(value), "none"),
    "text": _sought(),
    "from": _sought(Space.FROM),
    "to": _sought(Space.TO),
    "cc": _sought(Space.CC),
    "bcc": _sought(Space.BCC),
    "subject": _sought(Space.SUBJECT),
    "body": _sought(in_body=True),
    "header": _header,
}
