"""Variables of a script (RFC 5229): replacing `${name}` and changing what `set` stores."""

import re
from collections.abc import Sequence

from .syntax import SieveError, Step

_REFERENCE = re.compile(r"\$\{((?:[A-Za-z_][A-Za-z0-9_]*)|[0-9]{1,3})\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MOST_VARIABLES = 128
LONGEST_VALUE = 4_000


class Variables:
    """The variables of one run."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._matched: Sequence[str] = ()

    def matched(self, groups: Sequence[str]) -> None:
        """Remember what the wildcards of the last match stood for."""
        self._matched = groups

    def expand(self, text: str) -> str:
        """Replace references; those to nothing become empty."""
        return _REFERENCE.sub(self._value, text)[:LONGEST_VALUE] if "${" in text else text

    def _value(self, match: re.Match[str]) -> str:
        name = match[1]
        if name.isdigit():
            index = int(name)
            return self._matched[index] if index < len(self._matched) else ""
        return self._values.get(name.lower(), "")

    def set(self, step: Step) -> None:
        """Carry out `set`."""
        name = step.text(0).lower()
        if not _NAME.fullmatch(name):
            raise SieveError(f"'{name[:40]}' is no name of a variable", step.line)
        if name not in self._values and len(self._values) >= MOST_VARIABLES:
            raise SieveError("too many variables", step.line)
        self._values[name] = _changed(step, self.expand(step.text(1)))


def _changed(step: Step, value: str) -> str:
    """Apply the modifiers, those of higher precedence first (RFC 5229 section 4.1)."""
    if "lower" in step.tags:
        value = value.lower()
    if "upper" in step.tags:
        value = value.upper()
    if "lowerfirst" in step.tags:
        value = value[:1].lower() + value[1:]
    if "upperfirst" in step.tags:
        value = value[:1].upper() + value[1:]
    if "quotewildcard" in step.tags:
        value = re.sub(r"([*?\\])", r"\\\1", value)
    if "length" in step.tags:
        value = str(len(value))
    return value[:LONGEST_VALUE]
