"""The operator language that people type: `from:ana has:attachment older_than:2d -draft "as is"`.

Words must all be there; `OR` and `{}` join alternatives, `()` groups, `-` leaves out. Everything is
a query: an operator whose value cannot be understood is searched for as words, and a hint says so.
Messages that are only in the junk or the trash are left out unless `in:` names these places or
`in:anywhere`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from django.utils import timezone

from bureau.platform.text import fold, words

from ..models import Mailbox
from .conditions import (
    EVERYTHING,
    NOTHING,
    Condition,
    HasAttachment,
    HasKeyword,
    InMailbox,
    InOther,
    Marked,
    Not,
    Received,
    Size,
    Words,
    all_of,
    any_of,
)
from .tokens import Space, header_word

LONGEST = 1_000
MOST_PARTS = 60
_TOKEN = re.compile(
    r"""(?P<bracket>[(){}])|(?P<minus>-)?(?:(?P<name>[A-Za-z_]{1,20}):)?"""
    r"""(?:"(?P<phrase>[^"]*)"?|(?P<open>[({](?=[^\s(){}]))|(?P<word>[^\s(){}"]+))?"""
)
_AGE = re.compile(r"(\d{1,4})([dwmy])")
_SIZE = re.compile(r"(\d{1,12})([kmg])?b?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_BYTES = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = ""
    bracket: str = ""
    name: str = ""
    is_phrase: bool = False
    is_not: bool = False
    opens: str = ""
    """The bracket after an operator or a minus: `from:(ana ben)`."""
    is_last: bool = False


Problem = Literal["unknown", "value", "date", "size", "place"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A part of a query that does not mean what it looks like."""

    part: str
    problem: Problem
    """No such operator; none of its values; no date or age; no size; no label or place."""


def read_query(text: str, account_id: str, hints: list[Hint] | None = None) -> Condition:
    """Read what was typed, and add what was not understood to `hints`. One query, for the
    account's mailboxes.
    """
    tokens = _tokens(text[:LONGEST])
    labels = _labels(account_id)
    reader = _Reader(tokens, labels, [] if hints is None else hints)
    condition = reader.all("")
    if reader.names_place:
        return condition
    hidden = tuple(labels[role] for role in ("junk", "trash") if role in labels)
    return all_of(condition, InOther(hidden)) if hidden else condition


def _labels(account_id: str) -> dict[str, str]:
    """Return the mailboxes by role, category, folded name and folded path."""
    rows = list(
        Mailbox.objects.filter(account_id=account_id).values_list(
            "id", "name", "role", "category", "parent_id"
        )
    )
    paths: dict[str, str] = {}
    parents = {row[0]: (row[1], row[4]) for row in rows}
    for box_id, name, role, category, _ in rows:
        for known in (name, _path(box_id, parents), role, category):
            if known:
                paths.setdefault(_label_name(known), box_id)
    # What the product calls a place wins over labels that are named alike.
    paths.update({role: box_id for box_id, _, role, _, _ in rows if role})
    return paths


def _path(box_id: str, parents: Mapping[str, tuple[str, str | None]]) -> str:
    names: list[str] = []
    at: str | None = box_id
    while at is not None and at in parents and len(names) < 12:
        name, at = parents[at]
        names.insert(0, name)
    return "/".join(names)


def _label_name(text: str) -> str:
    return fold(text).replace(" ", "-")


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        if not match[0]:
            continue
        phrase, word = match["phrase"], match["word"]
        found.append(
            _Token(
                text=(word if phrase is None else phrase) or "",
                bracket=match["bracket"] or "",
                name=(match["name"] or "").lower(),
                is_phrase=phrase is not None,
                is_not=bool(match["minus"]),
                opens=match["open"] or "",
                is_last=match.end() == len(text),
            )
        )
    return found[:MOST_PARTS]


class _Reader:
    """Recursive descent; whatever does not fit is skipped."""

    def __init__(self, tokens: list[_Token], labels: Mapping[str, str], hints: list[Hint]) -> None:
        self._tokens = tokens
        self._at = 0
        self._labels = labels
        self._hints = hints
        self.names_place = False
        """Whether the query says where to look."""

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def all(self, closing: str, name: str = "") -> Condition:
        """Read parts up to a closing bracket, joined by AND, with OR between single parts."""
        groups: list[list[Condition]] = []
        joins = False
        while (token := self._next()) is not None and (not closing or token.bracket != closing):
            self._at += 1
            if token.text == "OR" and not token.is_phrase and not token.name and not token.is_not:
                joins = True
                continue
            part = self._part(token, name)
            if part is None:
                continue
            if joins and groups:
                groups[-1].append(part)
            else:
                groups.append([part])
            joins = False
        self._at += bool(closing)
        if closing == "}":
            return any_of(*(part for group in groups for part in group)) if groups else EVERYTHING
        return all_of(*(any_of(*group) for group in groups))

    def _part(self, token: _Token, name: str) -> Condition | None:
        if token.bracket in ")}" and token.bracket:
            return None
        if token.bracket or token.opens:
            closing = "}" if "{" in (token.bracket, token.opens) else ")"
            inner = self.all(closing, token.name or name)
        elif (token.name or name) and (token.text or token.is_phrase):
            inner = self._operator(token, token.name or name)
        else:
            inner = _plain(token.text or token.name, token)
        if inner == EVERYTHING:
            return None
        return Not(inner) if token.is_not else inner

    def _operator(self, token: _Token, name: str) -> Condition:
        if name in ("in", "label", "category"):
            return self._place(name, token)
        read = _OPERATORS.get(name)
        found = read(token.text) if read else None
        if found is not None:
            return found
        space = _SPACES.get(name)
        if space is not None:
            return _plain(token.text, token, space)
        # An address such as https://… is no operator.
        if not token.text.startswith("//"):
            self._hint(name, token, "unknown" if read is None else _PROBLEMS.get(name, "value"))
        return _plain(f"{name} {token.text}", token)

    def _hint(self, name: str, token: _Token, problem: Problem) -> None:
        self._hints.append(Hint(f"{name}:{token.text}", problem))

    def _place(self, name: str, token: _Token) -> Condition:
        place = _label_name(token.text)
        place = {"spam": "junk", "bin": "trash", "draft": "drafts"}.get(place, place)
        if name == "in" and not token.is_not:
            self.names_place = True
        if place in ("anywhere", "all"):
            return EVERYTHING
        if place == "starred":
            return HasKeyword("$flagged")
        box = self._labels.get(place)
        if box is None:
            self._hint(name, token, "place")
            return NOTHING
        return InMailbox(box)


def _plain(text: str, token: _Token, space: Space = Space.ANY) -> Condition:
    found = tuple(words(text))
    if not found:
        return EVERYTHING
    return Words(found, space, is_prefix=token.is_last and not token.is_phrase)


_SPACES = {
    "from": Space.FROM,
    "to": Space.TO,
    "cc": Space.CC,
    "bcc": Space.BCC,
    "subject": Space.SUBJECT,
    "filename": Space.FILE,
    "list": Space.LIST,
}


def _is(text: str) -> Condition | None:
    match text.lower():
        case "unread":
            return Not(HasKeyword("$seen"))
        case "starred" | "flagged":
            return HasKeyword("$flagged")
    known = {"read": "$seen", "draft": "$draft", "answered": "$answered", "muted": "$muted"}
    keyword = known.get(text.lower())
    return HasKeyword(keyword) if keyword else None


def _has(text: str) -> Condition | None:
    match text.lower():
        case "attachment" | "attachments":
            return HasAttachment()
        case "star" | "stars":
            return HasKeyword("$flagged")
        case "list":
            return Marked(header_word("list-id"), Space.HEADER)
    return None


def _bytes(text: str) -> int | None:
    match = _SIZE.fullmatch(text.lower())
    return int(match[1]) * _BYTES[match[2] or ""] if match else None


def _larger(text: str) -> Condition | None:
    least = _bytes(text)
    if least is None:
        return None
    # The index knows the powers of two from a megabyte on.
    bit = least.bit_length() - 1
    marked = [Marked(f"size{bit}")] if 20 <= bit < 40 else []
    return all_of(Size(least=least), *marked)


def _smaller(text: str) -> Condition | None:
    below = _bytes(text)
    return None if below is None else Size(below=below)


def _moment(text: str) -> datetime | None:
    """Read `2026-05-01`, `2026/5/1` or an age such as `3d`."""
    age = _AGE.fullmatch(text.lower())
    if age:
        return timezone.now() - timedelta(days=int(age[1]) * _DAYS[age[2]])
    pieces = re.split(r"[-/.]", text)
    try:
        year, month, day = (int(piece) for piece in (*pieces, *("1", "1"))[:3])
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _before(text: str) -> Condition | None:
    moment = _moment(text)
    return None if moment is None else Received(before=moment)


def _after(text: str) -> Condition | None:
    moment = _moment(text)
    return None if moment is None else Received(after=moment)


_OPERATORS: Mapping[str, Callable[[str], Condition | None]] = {
    "is": _is,
    "has": _has,
    "larger": _larger,
    "size": _larger,
    "smaller": _smaller,
    "before": _before,
    "older": _before,
    "older_than": _before,
    "after": _after,
    "newer": _after,
    "newer_than": _after,
}

_PROBLEMS: Mapping[str, Problem] = {
    **dict.fromkeys(("larger", "size", "smaller"), "size"),
    **dict.fromkeys(("before", "older", "older_than", "after", "newer", "newer_than"), "date"),
}
