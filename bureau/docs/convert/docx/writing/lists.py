"""numbering.xml: lists get a definition of their own as they are met in the text.

A list begins anew under another definition when its text asks for what one definition cannot say:
another kind of numbers on a level, or another start when the level begins again.
"""

from dataclasses import dataclass, field

from ...looks import CHECKED, DEEPEST_LEVEL, UNCHECKED, default_marker, list_indent
from ...markup import el
from ...tree import Node, attribute
from .markup import root, twips, w

FORMATS = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
HANGING_PT = 18.0


@dataclass
class Level:
    """How a level looks, and where it starts."""

    kind: str
    marker: str
    start: int = 1


@dataclass
class Definition:
    """One definition; its number is that of `w:num` and of `w:abstractNum`."""

    number: int
    levels: dict[int, Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """All lists of a document."""

    def __init__(self) -> None:
        self._definitions: list[Definition] = []
        self._current: dict[str, Definition] = {}
        self._checks: dict[bool, Definition] = {}

    def interrupt(self) -> None:
        """Note that a paragraph in no list came in between."""
        self._current.pop("", None)

    def properties(self, found: Node) -> str:
        """Return the `w:numPr` of a paragraph; nothing when it is in no list."""
        kind = attribute(found, "list")
        if not kind:
            self.interrupt()
            return ""
        level = max(0, min(DEEPEST_LEVEL, int(attribute(found, "level"))))
        definition = self._definition(found, kind, level)
        return el("w:numPr", None, w("ilvl", level), w("numId", definition.number))

    def _definition(self, found: Node, kind: str, level: int) -> Definition:
        if kind == "check":
            return self._check(bool(attribute(found, "checked")))
        marker = str(attribute(found, "marker") or default_marker(kind, level))
        if kind == "ordered" and marker not in FORMATS:
            marker = "decimal"
        wanted = Level(kind, marker, int(attribute(found, "start") or 1))
        is_restart = attribute(found, "start") is not None
        return self._counted(str(attribute(found, "listId") or ""), level, wanted, is_restart)

    def _counted(self, key: str, level: int, wanted: Level, is_restart: bool) -> Definition:
        current = self._current.get(key) or self._open(key)
        known = current.levels.get(level)
        begins = level not in current.counts
        if known and not _fits(known, wanted, begins, is_restart):
            current = self._fork(key, current, level)
            known, begins = None, True
        if known is None:
            current.levels[level] = wanted
        for deeper in [one for one in current.counts if one > level]:
            del current.counts[deeper]
        started = current.levels[level].start
        current.counts[level] = started if begins else current.counts[level] + 1
        return current

    def _open(self, key: str) -> Definition:
        made = Definition(len(self._definitions) + 1)
        self._definitions.append(made)
        self._current[key] = made
        return made

    def _fork(self, key: str, old: Definition, level: int) -> Definition:
        """Go on under another definition; the levels above go on where they were."""
        made = self._open(key)
        for above, look in old.levels.items():
            if above < level:
                start = old.counts.get(above, look.start - 1) + 1
                made.levels[above] = Level(look.kind, look.marker, start)
        return made

    def _check(self, is_checked: bool) -> Definition:
        if is_checked not in self._checks:
            made = Definition(len(self._definitions) + 1)
            sign = CHECKED if is_checked else UNCHECKED
            made.levels = {level: Level("bullet", sign) for level in range(DEEPEST_LEVEL + 1)}
            self._definitions.append(made)
            self._checks[is_checked] = made
        return self._checks[is_checked]

    def part(self) -> bytes:
        """Return numbering.xml."""
        abstract = [_abstract(one) for one in self._definitions]
        numbers = [
            el("w:num", {"w:numId": one.number}, w("abstractNumId", one.number))
            for one in self._definitions
        ]
        return root("w:numbering", *abstract, *numbers)


def _fits(known: Level, wanted: Level, begins: bool, is_restart: bool) -> bool:
    if (known.kind, known.marker) != (wanted.kind, wanted.marker):
        return False
    if wanted.kind == "bullet":
        return True
    return known.start == wanted.start if begins else not is_restart


def _abstract(definition: Definition) -> str:
    usual = next(iter(definition.levels.values()), Level("bullet", "•"))
    levels = [
        _level(number, definition.levels.get(number) or _usual(usual.kind, number))
        for number in range(DEEPEST_LEVEL + 1)
    ]
    multi = w("multiLevelType", "hybridMultilevel")
    return el("w:abstractNum", {"w:abstractNumId": definition.number}, multi, *levels)


def _usual(kind: str, level: int) -> Level:
    return Level(kind, default_marker(kind, level))


def _level(number: int, look: Level) -> str:
    is_bullet = look.kind == "bullet"
    indent = w("ind", left=twips(list_indent(number)), hanging=twips(HANGING_PT))
    return el(
        "w:lvl",
        {"w:ilvl": number},
        w("start", look.start),
        w("numFmt", "bullet" if is_bullet else FORMATS[look.marker]),
        w("lvlText", look.marker if is_bullet else f"%{number + 1}."),
        w("lvlJc", "left"),
        el("w:pPr", None, indent),
    )
