"""WordprocessingML as text: elements with their attributes escaped."""

from xml.sax.saxutils import escape

from ...markup import el
from ..names import NAMESPACES

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DECLARED = " ".join(
    f'xmlns:{prefix}="{NAMESPACES[prefix]}"'
    for prefix in ("w", "r", "wp", "a", "pic", "m", "mc", "w14", "w15")
)


def w(name: str, value: object = None, **attributes: object) -> str:
    """Return an empty `w:` element with its `w:val` and other `w:` attributes."""
    given = {"w:val": value} | {f"w:{key.rstrip('_')}": one for key, one in attributes.items()}
    return el(f"w:{name}", given)


def text_of(value: str) -> str:
    """Return text, escaped."""
    return escape(value)


def root(name: str, *children: str) -> bytes:
    """Return a part with its root element."""
    inside = "".join(children)
    opening = f'<{name} {DECLARED} mc:Ignorable="w14 w15">'
    return f"{DECLARATION}{opening}{inside}</{name}>".encode()


def twips(points: float) -> int:
    """Return points in twentieths."""
    return round(points * 20)
