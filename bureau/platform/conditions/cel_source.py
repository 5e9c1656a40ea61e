"""Compiling CEL under guards, and asking whether it holds.

The guards look at tokens, because the library keeps its syntax tree to itself: every name, literal
and operator counts as one node, which is never less than the tree has.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import cel

from bureau.platform.errors import Refusal

MAX_CHARACTERS = 2_000
MAX_NODES = 100
MAX_NESTING = 24
MAX_PATTERN = 100

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<string>[rR]?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    |(?P<number>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[uU]?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<operator>&&|\|\||[<>=!]=|[<>!?:+\-*/%])
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<mark>[.,])""",
    re.VERBOSE,
)
_MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
_FUNCTIONS = frozenset(
    ("size", "contains", "startsWith", "endsWith", "matches")
    + ("int", "double", "string", "type", "has", "dyn")
)
"""Functions that the evaluators here and in the browser agree on."""
_LENGTH = "length_"
_UNBOUNDED = re.compile(r"[*+]|\{\d+,\}|\)[?{]|\\[1-9]")


class BadCondition(Refusal):
    """The condition cannot be understood or is larger than the guards allow."""

    status = 422
    code = "bad_condition"
    title = "This condition cannot be understood. Check its spelling and brackets."


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition."""

    source: str
    program: cel.Program

    def holds(self, variables: Mapping[str, object]) -> bool:
        """Tell whether the condition is true of the variables; missing or unfit values make it
        false.

        Raises `BadCondition` when the condition names an unknown variable or yields no yes or no.
        """
        try:
            verdict = self.program.execute({**variables, _LENGTH: len})
        except (KeyError, IndexError, TypeError, ValueError, ArithmeticError):
            return False
        except RuntimeError as error:
            self._refuse_unknown_name(str(error))
            return False
        if not isinstance(verdict, bool):
            raise BadCondition("This condition gives a value where it must give yes or no.")
        return verdict

    def _refuse_unknown_name(self, complaint: str) -> None:
        """A method that a value does not have reads the same as an unknown name, but is a plain
        misfit.
        """
        found = re.match(r"Undefined variable or function: '([^']*)'", complaint)
        if found and found[1] in self.program.variables() and found[1] not in _FUNCTIONS:
            raise BadCondition(f"There is nothing named '{found[1]}' here.")

    def variables(self) -> frozenset[str]:
        """Return the root names that the condition mentions, such as `answers`."""
        return frozenset(self.program.variables())


@lru_cache(maxsize=4096)
def compile_condition(source: str) -> Condition:
    """Compile a CEL source; raises `BadCondition`."""
    if len(source) > MAX_CHARACTERS:
        raise BadCondition(f"This condition has more than {MAX_CHARACTERS:,} characters.")
    tokens = list(_tokens(source))
    _check(tokens)
    try:
        return Condition(source, cel.compile(_with_own_length(tokens)))
    except (ValueError, RuntimeError, TypeError) as error:
        reason = str(error).split("ERROR: ")[-1].splitlines()[0]
        raise BadCondition(f"This condition cannot be understood: {reason}") from error


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(source: str) -> Iterator[_Token]:
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            raise BadCondition(
                f"'{source[position]}' at character {position + 1} does not belong here."
            )
        position = found.end()
        kind = found.lastgroup or ""
        if kind != "space":
            yield _Token(kind, found.group())


def _with_own_length(tokens: list[_Token]) -> str:
    """Put our own function in the place of `size`, which counts bytes here and characters in the
    browser.
    """
    return " ".join(_LENGTH if token.text == "size" else token.text for token in tokens)


def _check(tokens: list[_Token]) -> None:
    if not tokens:
        raise BadCondition("This condition is empty.")
    nodes = sum(token.kind not in ("mark", "close") for token in tokens)
    nodes -= sum(token.text in ("(", "has") for token in tokens)
    if nodes > MAX_NODES:
        raise BadCondition(
            f"This condition has more than {MAX_NODES} parts. Split it into several."
        )
    _check_nesting(tokens)
    for index, token in enumerate(tokens[:-1]):
        if token.kind == "name" and tokens[index + 1].text == "(":
            _check_call(token.text, tokens[index + 2 : index + 4])
            if token.text == "size" and tokens[index - 1].text == "." and index:
                raise BadCondition("Write size(answer) instead of answer.size().")


def _check_nesting(tokens: list[_Token]) -> None:
    """Refuse deep brackets, and loops within loops: they multiply the work."""
    loops: list[bool] = []
    for before, token in zip([_Token("", ""), *tokens], tokens, strict=False):
        if token.kind == "open":
            is_loop = token.text == "(" and before.text in _MACROS
            if is_loop and any(loops):
                raise BadCondition("A loop inside a loop is not possible in a condition.")
            loops.append(is_loop)
        elif token.kind == "close" and loops:
            loops.pop()
        if len(loops) > MAX_NESTING:
            raise BadCondition("This condition has too many brackets inside one another.")


def _check_call(name: str, arguments: list[_Token]) -> None:
    if name not in _FUNCTIONS | _MACROS:
        raise BadCondition(f"There is no function named '{name}' in conditions.")
    if name == "matches":
        _check_pattern(arguments)


def _check_pattern(arguments: list[_Token]) -> None:
    """Allow `matches` with a short literal pattern that repeats nothing without bound."""
    if len(arguments) < 2 or arguments[0].kind != "string" or arguments[1].text != ")":
        raise BadCondition("matches() takes one pattern in quotation marks.")
    pattern = arguments[0].text
    if len(pattern) > MAX_PATTERN or _UNBOUNDED.search(pattern):
        raise BadCondition("The pattern of matches() may not repeat without bound (*, +, groups).")
