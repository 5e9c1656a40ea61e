"""Lists of an odt: which level looks how, and which lists are counted together."""

from dataclasses import dataclass

from lxml.etree import _Element as Element

from ...looks import CHECKED, UNCHECKED, default_marker
from ...tree import Attributes
from ..names import get, local
from .styles import Styles

FORMATS = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
SIGNS = {"•": "●", "\uf0b7": "●", "◦": "○", "▪": "■", "\uf0a7": "■"}
CHECKS = {UNCHECKED: False, CHECKED: True, "☒": True}


@dataclass(frozen=True)
class Item:
    """Where the next paragraph stands in a list."""

    style: str
    level: int
    list_id: str
    start: int | None = None


class Lists:
    """Tells the attributes of list items."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self._count = 0
        self._by_name: dict[str, str] = {}
        self._by_style: dict[str, str] = {}
        self._begun: dict[str, set[int]] = {}

    def open(self, found: Element, style: str) -> str:
        """Return the id of an outermost list: a new one, or that of the list it continues."""
        continued = self._by_name.get(get(found, "text:continue-list"))
        if not continued and get(found, "text:continue-numbering") == "true":
            continued = self._by_style.get(style)
        if not continued:
            self._count += 1
            continued = f"list{self._count}"
        name = found.get("{http://www.w3.org/XML/1998/namespace}id", "")
        self._by_name[name] = self._by_style[style] = continued
        return continued

    def attributes(self, item: Item) -> Attributes:
        """Return the list attributes of a paragraph."""
        level = self._level(item)
        number = min(item.level, 8)
        if level is None or local(level) == "text:list-level-style-bullet":
            sign = get(level, "text:bullet-char", default_marker("bullet", number))
            return self._bullet(SIGNS.get(sign, sign), number, item)
        marker = FORMATS.get(get(level, "style:num-format"))
        if marker is None:
            return {}
        made: Attributes = {"list": "ordered", "level": number, "listId": item.list_id}
        if marker != default_marker("ordered", number):
            made["marker"] = marker
        begun = self._begun.setdefault(item.list_id, set())
        begun -= {deeper for deeper in begun if deeper > number}
        start = item.start or (
            int(get(level, "text:start-value", "1") or 1) if number not in begun else 1
        )
        begun.add(number)
        if start != 1:
            made["start"] = start
        return made

    def _bullet(self, sign: str, level: int, item: Item) -> Attributes:
        if sign in CHECKS:
            return {"list": "check", "level": level, "checked": CHECKS[sign] or None}
        made: Attributes = {"list": "bullet", "level": level, "listId": item.list_id}
        if sign != default_marker("bullet", level):
            made["marker"] = sign
        return made

    def _level(self, item: Item) -> Element | None:
        style = self.styles.lists.get(item.style)
        for one in () if style is None else style:
            if get(one, "text:level") == str(item.level + 1):
                return one
        return None
