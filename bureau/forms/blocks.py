"""Blocks: the questions and texts of a form, checked once and typed from then on.

A condition may only look at questions before its own block, so one pass from top to bottom tells
what shows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bureau.platform.conditions import (
    RESERVED,
    BadCondition,
    Condition,
    compile_tree,
    fields_of,
)

from .errors import BadForm

Kind = Literal[
    "short_text", "long_text", "number", "date", "email", "phone", "url", "choice", "choices",
    "rating", "scale", "file", "consent", "section", "statement",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
TEXT_KINDS = frozenset({"short_text", "long_text", "email", "phone", "url"})
CHOICE_KINDS = frozenset({"choice", "choices"})
SILENT_KINDS = frozenset({"section", "statement"})
"""Blocks that ask nothing."""

MAX_BLOCKS = 500
MAX_OPTIONS = 1_000
MAX_LABEL = 1_000
MAX_HELP = 5_000
MAX_ANSWER = 50_000
MAX_FILES = 10
MAX_FILE_BYTES = 100 * 1024 * 1024
OTHER = "other"
"""Key of the option that lets people write their own."""

_ID = re.compile(r"^[A-Za-z0-9_]{1,40}$")
_KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_OPTION_KEY = re.compile(r"^[A-Za-z0-9_.-]{1,40}$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    key: str
    label: str
    show_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A question, a section heading or a text."""

    id: str
    kind: Kind
    key: str
    label: str
    help: str = ""
    is_required: bool = False
    options: tuple[Option, ...] = ()
    has_other: bool = False
    layout: Literal["radio", "dropdown"] = "radio"
    minimum: float | None = None
    """Least length, value or count, by kind."""
    maximum: float | None = None
    earliest: str = ""
    latest: str = ""
    low_label: str = ""
    high_label: str = ""
    accept: tuple[str, ...] = ()
    """Media types of files, such as image/* or application/pdf; empty takes any."""
    max_files: int = 1
    show_if: Condition | None = None

    @property
    def asks(self) -> bool:
        """Whether there is something to answer."""
        return self.kind not in SILENT_KINDS


def parse_blocks(raw: object) -> tuple[Block, ...]:
    """Return the typed blocks; raises `BadForm` with every problem."""
    blocks, problems = judge_blocks(raw)
    if problems:
        raise BadForm(errors=problems)
    return blocks


def judge_blocks(raw: object) -> tuple[tuple[Block, ...], list[dict[str, str]]]:
    """Return the blocks that are right and what is wrong with the others."""
    return _Reader().read(raw)


class _Problem(Exception):
    """Says what is wrong with one block."""


class _Reader:
    """Reads blocks in order; knows which ids and keys came before."""

    def __init__(self) -> None:
        self.problems: list[dict[str, str]] = []
        self.ids: set[str] = set()
        self.keys: set[str] = set()
        self.option_count = 0

    def read(self, raw: object) -> tuple[tuple[Block, ...], list[dict[str, str]]]:
        if not isinstance(raw, list):
            return (), [{"field": "blocks", "message": "The blocks are a list."}]
        if len(raw) > MAX_BLOCKS:
            message = f"A form has at most {MAX_BLOCKS} blocks. Split it into two."
            return (), [{"field": "blocks", "message": message}]
        return tuple(self._each(raw)), self.problems

    def _each(self, raw: list[object]) -> Iterator[Block]:
        for position, item in enumerate(raw):
            name = str(item.get("id", position)) if isinstance(item, Mapping) else str(position)
            try:
                yield self._block(item)
            except (_Problem, BadCondition) as problem:
                self.problems.append({"field": name, "message": str(problem)})

    def _block(self, item: object) -> Block:
        if not isinstance(item, Mapping):
            raise _Problem("A block is an object.")
        kind = _kind(item.get("kind"))
        show_if = self._condition(item.get("show_if"))
        options = self._options(item) if kind in CHOICE_KINDS else ()
        block = Block(
            id=self._id(item),
            kind=kind,
            key=self._key(item, kind),
            label=_text(item, "label", MAX_LABEL, is_needed=True),
            help=_text(item, "help", MAX_HELP),
            is_required=item.get("required") is True and kind not in SILENT_KINDS,
            options=options,
            has_other=item.get("other") is True and kind in CHOICE_KINDS,
            layout="dropdown" if item.get("layout") == "dropdown" else "radio",
            minimum=_number(item, "min", kind),
            maximum=_number(item, "max", kind),
            earliest=_date(item, "min", kind),
            latest=_date(item, "max", kind),
            low_label=_text(item, "low_label", 100),
            high_label=_text(item, "high_label", 100),
            accept=_accept(item.get("accept")),
            max_files=_max_files(item.get("max_files", 1)),
            show_if=show_if,
        )
        _check_range(block)
        return block

    def _id(self, item: Mapping[str, object]) -> str:
        block_id = item.get("id")
        if not isinstance(block_id, str) or not _ID.match(block_id):
            raise _Problem("The id of a block has 1 to 40 letters, digits and underscores.")
        if block_id in self.ids:
            raise _Problem("Two blocks have the same id.")
        self.ids.add(block_id)
        return block_id

    def _key(self, item: Mapping[str, object], kind: Kind) -> str:
        if kind in SILENT_KINDS:
            return ""
        key = item.get("key")
        if not isinstance(key, str) or not _KEY.match(key) or key in RESERVED:
            raise _Problem(
                "The key has small letters, digits and underscores, such as order_number."
            )
        if key in self.keys:
            raise _Problem(f"Two questions have the key {key}.")
        self.keys.add(key)
        return key

    def _options(self, item: Mapping[str, object]) -> tuple[Option, ...]:
        raw = item.get("options")
        if not isinstance(raw, list) or not raw:
            raise _Problem("Add at least one option.")
        self.option_count += len(raw)
        if self.option_count > MAX_OPTIONS:
            raise _Problem(f"A form has at most {MAX_OPTIONS:,} options.")
        options = tuple(self._option(option) for option in raw)
        if len({option.key for option in options}) != len(options):
            raise _Problem("Two options have the same key.")
        return options

    def _option(self, raw: object) -> Option:
        if not isinstance(raw, Mapping):
            raise _Problem("An option has a key and a label.")
        key = raw.get("key")
        if (
            not isinstance(key, str)
            or not _OPTION_KEY.match(key)
            or key == OTHER
            and raw.get("own")
        ):
            raise _Problem("The key of an option has 1 to 40 letters, digits, dots and dashes.")
        label = _text(raw, "label", MAX_LABEL, is_needed=True)
        return Option(key, label, self._condition(raw.get("show_if")))

    def _condition(self, tree: object) -> Condition | None:
        if tree is None:
            return None
        known = {f"answers.{key}" for key in self.keys}
        unknown = sorted(fields_of(tree) - known)
        if unknown:
            raise _Problem(f"A condition can only look at questions above it, not at {unknown[0]}.")
        return compile_tree(tree)


def _kind(raw: object) -> Kind:
    for kind in KINDS:
        if raw == kind:
            return kind
    raise _Problem(f"There is no kind of block named {raw}.")


def _text(item: Mapping[str, object], name: str, limit: int, is_needed: bool = False) -> str:
    value = item.get(name) or ""
    if not isinstance(value, str):
        raise _Problem(f"The {name} is a text.")
    if is_needed and not value.strip():
        raise _Problem(f"Write a {name.replace('_', ' ')}.")
    if len(value) > limit:
        raise _Problem(f"The {name} has more than {limit:,} characters.")
    return value.strip()


def _number(item: Mapping[str, object], name: str, kind: Kind) -> float | None:
    value = item.get(name)
    if value is None or kind == "date":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Problem("The limits are numbers.")
    return value


def _date(item: Mapping[str, object], name: str, kind: Kind) -> str:
    value = item.get(name)
    if value is None or kind != "date":
        return ""
    if not isinstance(value, str) or not _DATE.match(value):
        raise _Problem("The limits are dates such as 2026-01-31.")
    return value


def _accept(raw: object) -> tuple[str, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or not all("/" in str(item) for item in raw):
        raise _Problem("The accepted types are media types such as image/* or application/pdf.")
    return tuple(str(item).lower() for item in raw)


def _max_files(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= MAX_FILES:
        raise _Problem(f"A question takes 1 to {MAX_FILES} files.")
    return raw


def _check_range(block: Block) -> None:
    if block.minimum is not None and block.maximum is not None and block.minimum > block.maximum:
        raise _Problem("The smallest value is larger than the largest.")
    if block.earliest and block.latest and block.earliest > block.latest:
        raise _Problem("The earliest date is after the latest.")
    if block.kind in ("scale", "rating") and not 2 <= scale_points(block)[1] <= 10:
        raise _Problem("A scale ends at 2 to 10.")


def scale_points(block: Block) -> tuple[int, int]:
    """Return the first and last point of a scale or rating."""
    first = int(block.minimum) if block.minimum in (0, 1) and block.kind == "scale" else 1
    return first, int(block.maximum if block.maximum is not None else 5)
