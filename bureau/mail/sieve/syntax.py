"""What a Sieve script consists of (RFC 5228 section 8): words, arguments, commands, tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST_SCRIPT = 128 * 1024
MOST_NODES = 5_000
DEEPEST = 20


class SieveError(ValueError):
    """A script that cannot be used, or that did more than it may; says where and why."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Tag:
    """An argument such as `:contains`, without the colon, lower case."""

    name: str


Argument = Tag | int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A command or a test as written."""

    name: str
    line: int
    arguments: tuple[Argument, ...] = ()
    tests: tuple["Node", ...] = ()
    block: tuple["Node", ...] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A command or a test that was checked: its tags with their values, its other arguments."""

    name: str
    line: int
    tags: Mapping[str, Argument | None] = field(default_factory=dict)
    arguments: tuple[Argument, ...] = ()
    tests: tuple["Step", ...] = ()
    block: tuple["Step", ...] = ()

    def text(self, index: int) -> str:
        """Return an argument that is one string."""
        value = self.arguments[index]
        assert isinstance(value, str)
        return value

    def texts(self, index: int) -> tuple[str, ...]:
        """Return an argument that is a list of strings."""
        return as_texts(self.arguments[index])

    def number(self, index: int) -> int:
        """Return an argument that is a number."""
        value = self.arguments[index]
        assert isinstance(value, int)
        return value

    def tag_text(self, name: str, default: str = "") -> str:
        """Return the string behind a tag."""
        value = self.tags.get(name)
        return value if isinstance(value, str) else default

    def tag_texts(self, name: str) -> tuple[str, ...]:
        """Return the strings behind a tag; empty when it is absent."""
        value = self.tags.get(name)
        return () if value is None else as_texts(value)

    def tag_number(self, name: str, default: int = 0) -> int:
        """Return the number behind a tag."""
        value = self.tags.get(name)
        return value if isinstance(value, int) else default


def as_texts(value: Argument) -> tuple[str, ...]:
    """Return a string or a list of strings as a list."""
    if isinstance(value, str):
        return (value,)
    assert isinstance(value, tuple)
    return value


@dataclass(frozen=True, slots=True)
class Script:
    """A script that was read and checked."""

    steps: tuple[Step, ...]
    extensions: frozenset[str]
