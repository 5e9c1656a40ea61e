"""Reading the words of a script into commands (RFC 5228 section 8.2)."""

from .syntax import DEEPEST, MOST_NODES, Argument, Node, SieveError, Tag
from .words import Word, words_of


def parse_script(text: str) -> tuple[Node, ...]:
    """Return the commands of a script as written; raises `SieveError`."""
    return _Reader(text).commands(0, "end")


class _Reader:
    """Walks through the words of one script."""

    def __init__(self, text: str) -> None:
        self._words = words_of(text)
        self._next = next(self._words)
        self._nodes = 0

    def _take(self) -> Word:
        word = self._next
        if word.kind != "end":
            self._next = next(self._words)
        return word

    def _is(self, mark: str) -> bool:
        return self._next.kind == "mark" and self._next.value == mark

    def _expect(self, mark: str) -> None:
        if not self._is(mark):
            found = self._next.value or "the end"
            raise SieveError(f"expected '{mark}', found '{found[:40]}'", self._next.line)
        self._take()

    def commands(self, depth: int, end: str) -> tuple[Node, ...]:
        """Read commands up to the end of the script or of a block."""
        found: list[Node] = []
        while not (self._next.kind == "end" if end == "end" else self._is(end)):
            found.append(self._node(depth, is_test=False))
        return tuple(found)

    def _node(self, depth: int, *, is_test: bool) -> Node:
        self._nodes += 1
        if depth > DEEPEST or self._nodes > MOST_NODES:
            raise SieveError("the script is nested too deeply or too long", self._next.line)
        word = self._take()
        if word.kind != "name":
            kind = "test" if is_test else "command"
            raise SieveError(f"expected a {kind}, found '{word.value[:40]}'", word.line)
        arguments = self._arguments()
        tests = self._tests(depth)
        block = None if is_test else self._block(depth)
        return Node(word.value, word.line, arguments, tests, block)

    def _block(self, depth: int) -> tuple[Node, ...] | None:
        if self._is("{"):
            self._take()
            block = self.commands(depth + 1, "}")
            self._expect("}")
            return block
        self._expect(";")
        return None

    def _arguments(self) -> tuple[Argument, ...]:
        found: list[Argument] = []
        while True:
            kind = self._next.kind
            if kind == "tag":
                found.append(Tag(self._take().value))
            elif kind == "number":
                found.append(int(self._take().value))
            elif kind == "string":
                found.append(self._take().value)
            elif self._is("["):
                found.append(self._strings())
            else:
                return tuple(found)

    def _strings(self) -> tuple[str, ...]:
        self._take()
        found: list[str] = []
        while not self._is("]"):
            word = self._take()
            if word.kind != "string":
                raise SieveError("expected a string in the list", word.line)
            found.append(word.value)
            if not self._is("]"):
                self._expect(",")
                if self._is("]"):
                    raise SieveError("expected a string behind ','", self._next.line)
        self._take()
        return tuple(found)

    def _tests(self, depth: int) -> tuple[Node, ...]:
        if self._next.kind == "name":
            return (self._node(depth + 1, is_test=True),)
        if not self._is("("):
            return ()
        self._take()
        found = [self._node(depth + 1, is_test=True)]
        while self._is(","):
            self._take()
            found.append(self._node(depth + 1, is_test=True))
        self._expect(")")
        return tuple(found)
