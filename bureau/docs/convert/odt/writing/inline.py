"""The content of paragraphs of an odt."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ...markup import el
from ...media import pixels
from ...tree import Attributes, Node, attribute, mark_of
from ..names import PT_PER_PX
from ..reading.inline import DISPLAY
from .styles import CODE_RUN, LINK_RUN, text_properties

if TYPE_CHECKING:
    from .document import DocumentWriter

FIELDS = {
    "page": '<text:page-number text:select-page="current">1</text:page-number>',
    "pages": "<text:page-count>1</text:page-count>",
    "date": "<text:date/>",
}
USUAL_SIZE = (320, 240)


class InlineWriter:
    """Writes inline content."""

    def __init__(self, document: "DocumentWriter") -> None:
        self._document = document
        self.is_header = False
        self.has_comments = True

    def write(self, content: list[Node]) -> str:
        """Return inline content."""
        return "".join(self._commented(one) for one in content)

    def _commented(self, found: Node) -> str:
        made = WRITERS[found["type"]](self, found)
        ranges = self._document.ranges
        if not self.has_comments:
            return made
        opening = "".join(
            self._document.annotation(one) for one in ranges.starts.get(id(found), ())
        )
        closing = "".join(
            el("office:annotation-end", {"office:name": one})
            for one in ranges.ends.get(id(found), ())
        )
        return f"{opening}{made}{closing}"

    def _text(self, found: Node) -> str:
        marks = found.get("marks", [])
        made = self._styled(spaced(found["text"]), found)
        link = mark_of(found, "link")
        if link and link.get("href"):
            made = el("text:a", {"xlink:type": "simple", "xlink:href": link["href"]}, made)
        for kind in ("deletion", "insertion"):
            said = next((one["attrs"] for one in marks if one["type"] == kind), None)
            if said is not None:
                made = self._document.tracked(kind, said, made)
        return made

    def _styled(self, made: str, found: Node) -> str:
        marks = found.get("marks", [])
        parent = LINK_RUN if mark_of(found, "link") else ""
        parent = CODE_RUN if mark_of(found, "code") is not None else parent
        properties = text_properties(marks, is_header=self.is_header)
        name = self._document.automatic.name("text", parent, properties)
        return el("text:span", {"text:style-name": name}, made) if name else made

    def atom(self, found: Node, made: str) -> str:
        """Return what stands for a node, inside its suggestion."""
        said: Attributes | None = attribute(found, "suggestion")
        if not said or not made:
            return made
        kind = "deletion" if said.get("kind") == "delete" else "insertion"
        return self._document.tracked(kind, said, made)

    def _hard_break(self, found: Node) -> str:
        return self.atom(found, "<text:line-break/>")

    def _field(self, found: Node) -> str:
        kind = str(attribute(found, "kind"))
        title = el("text:title", None, escape(self._document.title))
        return self.atom(found, title if kind == "title" else FIELDS.get(kind, FIELDS["page"]))

    def _mention(self, found: Node) -> str:
        address = f"mention:{attribute(found, 'kind')}/{attribute(found, 'ref')}"
        label = escape(str(attribute(found, "label")))
        return self.atom(
            found, el("text:a", {"xlink:type": "simple", "xlink:href": address}, label)
        )

    def _footnote(self, found: Node) -> str:
        number = self._document.next_number()
        inside = self.write(found.get("content", []))
        citation = el("text:note-citation", None, str(number))
        paragraph = el("text:p", {"text:style-name": "Footnote"}, inside)
        body = el("text:note-body", None, paragraph)
        given = {"text:id": f"ftn{number}", "text:note-class": "footnote"}
        return self.atom(found, el("text:note", {**given}, citation, body))

    def _equation(self, found: Node) -> str:
        latex = str(attribute(found, "latex"))
        name = self._document.formula(latex)
        if not name:
            return self.atom(found, escape(latex))
        link = {"xlink:href": f"./{name}", "xlink:type": "simple", "xlink:show": "embed"}
        given = {
            "draw:name": DISPLAY if attribute(found, "display") else name,
            "text:anchor-type": "as-char",
        }
        return self.atom(found, el("draw:frame", {**given}, el("draw:object", {**link})))

    def _image(self, found: Node) -> str:
        path = self._document.picture(str(attribute(found, "src")))
        alt = str(attribute(found, "alt"))
        if not path:
            return self.atom(found, escape(f"[{alt}]") if alt else "")
        width, height = self._size(found, path)
        wrap = str(attribute(found, "wrap"))
        given = {
            "draw:name": f"Picture {self._document.next_number()}",
            "draw:style-name": self._document.frame_style(wrap),
            "text:anchor-type": "as-char" if wrap == "inline" else "paragraph",
            "svg:width": f"{width * PT_PER_PX:g}pt",
            "svg:height": f"{height * PT_PER_PX:g}pt",
        }
        link = {
            "xlink:href": path,
            "xlink:type": "simple",
            "xlink:show": "embed",
            "xlink:actuate": "onLoad",
        }
        title = attribute(found, "title")
        words = el("svg:title", None, escape(str(title))) if title else ""
        words += el("svg:desc", None, escape(alt)) if alt else ""
        return self.atom(found, el("draw:frame", {**given}, el("draw:image", {**link}), words))

    def _size(self, found: Node, path: str) -> tuple[int, int]:
        own = pixels(self._document.pictures[path]) or USUAL_SIZE
        width, height = attribute(found, "width"), attribute(found, "height")
        if width and not height:
            height = width * own[1] / max(own[0], 1)
        elif height and not width:
            width = height * own[0] / max(own[1], 1)
        return max(1, round(width or own[0])), max(1, round(height or own[1]))


def spaced(value: str) -> str:
    """Return text, with elements for tabs and for the spaces that would be lost."""
    made, spaces, is_start = "", 0, True
    for sign in [*value, ""]:
        if sign == " ":
            spaces += 1
            continue
        if spaces:
            made += _spaces(spaces, is_edge=is_start or sign == "")
        spaces, is_start = 0, False
        made += "<text:tab/>" if sign == "\t" else escape(sign)
    return made


def _spaces(count: int, *, is_edge: bool) -> str:
    kept = 0 if is_edge else 1
    rest = count - kept
    more = el("text:s", {"text:c": rest if rest > 1 else None}) if rest else ""
    return " " * kept + more


WRITERS: dict[str, Callable[[InlineWriter, Node], str]] = {
    "text": InlineWriter._text,
    "hardBreak": InlineWriter._hard_break,
    "image": InlineWriter._image,
    "equation": InlineWriter._equation,
    "mention": InlineWriter._mention,
    "field": InlineWriter._field,
    "footnote": InlineWriter._footnote,
}
