"""The lists of a docx: what each level of each list looks like, and where its numbers start."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ...looks import CHECKED, UNCHECKED, default_marker
from ...tree import Attributes
from ..names import W, child_val, val, whole
from .properties import Properties, paragraph_properties, run_properties

FORMATS = {
    "decimal": "decimal",
    "decimalZero": "decimal",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
# Bullets of Word's symbol fonts, which stand in the private use area.
BULLETS = {
    "\uf0b7": "●",
    "•": "●",
    "\uf0a7": "■",
    "▪": "■",
    "◦": "○",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "❑",
    "\uf0a8": UNCHECKED,
    "\uf0fe": CHECKED,
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    "\uf0e0": "→",
    "\uf0e8": "➔",
    "\uf02d": "-",
    "\uf06c": "●",
    "·": "●",
    "o": "○",
}
CHECKS = {"☐": False, "❏": False, "☑": True, "☒": True, "☑️": True}


@dataclass
class Level:
    """One level of a list."""

    kind: str = "ordered"
    marker: str = "decimal"
    start: int = 1
    paragraph: Properties = field(default_factory=dict)
    checked: bool | None = None


@dataclass
class Numbered:
    """A list: its levels, and the key that all paragraphs counted together have in common."""

    key: str
    levels: dict[int, Level]


class Numbering:
    """All lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._style_lists = style_lists
        self._lists: dict[str, Numbered | None] = {}
        self._ids: dict[str, str] = {}
        self._begun: dict[str, set[int]] = {}
        self._counts = True
        for one in () if root is None else root:
            if one.tag == W + "abstractNum":
                self._abstract[val(one, "abstractNumId")] = one
            elif one.tag == W + "num":
                self._nums[val(one, "numId")] = one

    def level(self, num_id: str, level: int) -> Level | None:
        """Return a level of a list; None when the paragraph is in no list after all."""
        found = self._list(num_id)
        return found.levels.get(level, Level()) if found else None

    def attributes(self, num_id: str, level: int) -> Attributes:
        """Return the list attributes of the next paragraph of a list, and count it."""
        found, look = self._list(num_id), self.level(num_id, level)
        if found is None or look is None or look.kind == "none":
            return {}
        if look.checked is not None:
            return {"list": "check", "level": level, "checked": look.checked or None}
        made: Attributes = {"list": look.kind, "level": level}
        made["listId"] = self._id(found.key)
        if look.marker != default_marker(look.kind, level):
            made["marker"] = look.marker
        if (
            self._counts
            and self._begins(found.key, level)
            and look.kind == "ordered"
            and look.start != 1
        ):
            made["start"] = look.start
        return made

    def _id(self, key: str) -> str:
        return self._ids.setdefault(key, f"list{len(self._ids) + 1}")

    @contextmanager
    def not_counting(self) -> Iterator[None]:
        """Ask for attributes of what is not in the text any more."""
        self._counts = False
        yield
        self._counts = True

    def _begins(self, key: str, level: int) -> bool:
        begun = self._begun.setdefault(key, set())
        begun -= {deeper for deeper in begun if deeper > level}
        is_first = level not in begun
        begun.add(level)
        return is_first

    def _list(self, num_id: str) -> Numbered | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: str) -> Numbered | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id = self._followed(child_val(num, "abstractNumId"))
        abstract = self._abstract.get(abstract_id)
        levels = {} if abstract is None else _levels(abstract)
        restarts = False
        for override in num.findall(W + "lvlOverride"):
            number = whole(val(override, "ilvl"))
            if (given := override.find(W + "lvl")) is not None:
                levels[number] = _level(given, number)
            if start := child_val(override, "startOverride"):
                levels.setdefault(number, Level()).start = whole(start, 1)
                restarts = True
        return Numbered(f"{abstract_id}/{num_id}" if restarts else abstract_id, levels)

    def _followed(self, abstract_id: str) -> str:
        """Follow a list that only names a style, in which the list is described."""
        for _ in range(4):
            link = child_val(self._abstract.get(abstract_id), "numStyleLink")
            num = self._nums.get(self._style_lists.get(link, "")) if link else None
            if num is None:
                return abstract_id
            abstract_id = child_val(num, "abstractNumId")
        return abstract_id


def _levels(abstract: Element) -> dict[int, Level]:
    found = abstract.findall(W + "lvl")
    return {whole(val(one, "ilvl")): _level(one, whole(val(one, "ilvl"))) for one in found}


def _level(found: Element, number: int) -> Level:
    form = child_val(found, "numFmt", "decimal")
    level = Level(
        marker=FORMATS.get(form, "decimal"),
        start=whole(child_val(found, "start", "1"), 1),
        paragraph=paragraph_properties(found.find(W + "pPr")),
    )
    sign = child_val(found, "lvlText")
    if form == "bullet":
        level.kind, level.marker = "bullet", _bullet(found, sign, number)
        level.checked = CHECKS.get(level.marker)
    elif form == "none" or (not sign and found.find(W + "lvlText") is not None):
        level.kind = "none"
    return level


def _bullet(found: Element, sign: str, number: int) -> str:
    if found.find(W + "lvlPicBulletId") is not None:
        return default_marker("bullet", number)
    family = run_properties(found.find(W + "rPr"), {"major": "", "minor": ""}).get("family", "")
    if sign in ("o", "·") and family not in ("Courier New", "Symbol"):
        return sign
    sign = BULLETS.get(sign, sign)
    if not sign.strip() or "\ue000" <= sign[0] <= "\uf8ff":
        return default_marker("bullet", number)
    return sign
