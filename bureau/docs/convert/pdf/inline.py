"""The content of paragraphs as typst code, one line a piece."""

from collections.abc import Callable

from ..looks import LINK_COLOR
from ..tree import Attributes, Node, attribute
from .markup import CODE_FONT, block, call, colour, family, pt, string

PT_PER_PX = 0.75
TAB = "h(36pt)"
CODE_FILL = 'rgb("#f4f4f6")'
FIELDS = {
    "page": "context counter(page).display()",
    "pages": "context counter(page).final().first()",
    "date": "datetime.today().display()",
}


class InlineWriter:
    """Writes inline content."""

    def __init__(
        self,
        pictures: dict[str, str],
        equations: dict[tuple[str, bool], str],
        targets: set[str],
        title: str,
        width_pt: float,
    ) -> None:
        self._pictures = pictures
        self._equations = equations
        self._targets = targets
        self._title = title
        self.width_pt = width_pt
        """How wide a picture may be."""

    def write(self, content: list[Node]) -> str:
        """Return inline content as one expression."""
        return block([piece for one in content if (piece := self._piece(one))])

    def _piece(self, found: Node) -> str:
        if found["type"] == "text":
            return self._text(found)
        return WRITERS[found["type"]](self, found)

    def _text(self, found: Node) -> str:
        pieces = found["text"].split("\t")
        lines = [string(pieces[0])] if pieces[0] else []
        for piece in pieces[1:]:
            lines += [TAB, string(piece)] if piece else [TAB]
        made = lines[0] if len(lines) == 1 else block(lines)
        by_kind = {one["type"]: one.get("attrs", {}) for one in found.get("marks", [])}
        return self._linked(_marked(made, by_kind), by_kind)

    def _linked(self, made: str, marks: dict[str, Attributes]) -> str:
        href = str(marks.get("link", {}).get("href", ""))
        if not href:
            return made
        target = string(href)
        if href.startswith("#"):
            if href[1:] not in self._targets:
                return made
            target = f"label({string(href[1:])})"
        shown = made if "textColor" in marks else call("text", made, fill=colour(LINK_COLOR))
        return call("link", target, call("underline", shown))

    def _hard_break(self, found: Node) -> str:
        return "linebreak()"

    def _image(self, found: Node) -> str:
        name = self._pictures.get(str(attribute(found, "src")).removeprefix("asset:"))
        alt = str(attribute(found, "alt"))
        if not name:
            return string(f"[{alt}]") if alt else ""
        width, height = attribute(found, "width"), attribute(found, "height")
        wide = float(width) * PT_PER_PX if width else None
        high = float(height) * PT_PER_PX if height else None
        if wide and wide > self.width_pt:
            high = high * self.width_pt / wide if high else None
            wide = self.width_pt
        made = call(
            "image",
            string(name),
            width=pt(wide) if wide else None,
            height=pt(high) if high else None,
            alt=string(alt) if alt else None,
        )
        wrap = str(attribute(found, "wrap"))
        if wrap == "inline":
            return call("box", made)
        side = {"left": "left", "right": "right"}.get(wrap, "center")
        return call("block", call("align", side, made), width="100%", above="4pt", below="4pt")

    def _equation(self, found: Node) -> str:
        latex = str(attribute(found, "latex"))
        made = self._equations.get((latex, bool(attribute(found, "display"))))
        return made or call("text", string(latex), font=CODE_FONT)

    def _mention(self, found: Node) -> str:
        return string(str(attribute(found, "label")))

    def _field(self, found: Node) -> str:
        kind = str(attribute(found, "kind"))
        return string(self._title) if kind == "title" else FIELDS.get(kind, FIELDS["page"])

    def _footnote(self, found: Node) -> str:
        return call("footnote", self.write(found.get("content", [])))


WRITERS: dict[str, Callable[[InlineWriter, Node], str]] = {
    "hardBreak": InlineWriter._hard_break,
    "image": InlineWriter._image,
    "equation": InlineWriter._equation,
    "mention": InlineWriter._mention,
    "field": InlineWriter._field,
    "footnote": InlineWriter._footnote,
}


def _marked(made: str, marks: dict[str, Attributes]) -> str:
    looks: dict[str, str | None] = {
        "weight": '"bold"' if "bold" in marks else None,
        "style": '"italic"' if "italic" in marks else None,
        "fill": colour(marks["textColor"].get("color")) if "textColor" in marks else None,
    }
    if "fontSize" in marks:
        looks["size"] = pt(max(1.0, min(400.0, float(marks["fontSize"].get("size") or 11))))
    if "font" in marks:
        looks["font"] = family(str(marks["font"].get("family") or "Arial"))
    if "code" in marks:
        looks |= {"font": CODE_FONT, "size": looks.get("size") or "0.92em"}
    if any(looks.values()):
        made = call("text", made, **looks)
    for kind, name in (("underline", "underline"), ("strike", "strike")):
        if kind in marks:
            made = call(name, made)
    for kind, name in (("superscript", "super"), ("subscript", "sub")):
        if kind in marks:
            made = call(name, made)
    fill = colour(marks["highlight"].get("color")) if "highlight" in marks else None
    fill = fill or (CODE_FILL if "code" in marks else None)
    return call("highlight", made, fill=fill) if fill else made
