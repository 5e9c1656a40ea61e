"""The content of paragraphs: text with its marks, links, tracked changes, comments, atoms."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from ...markup import el
from ...tree import Attributes, Mark, Node, attribute, mark_of
from . import drawing
from .markup import text_of, w
from .output import Output, Part
from .runs import properties, run, text_content

INSTRUCTIONS = {
    "page": "PAGE",
    "pages": "NUMPAGES",
    "title": "TITLE",
    "date": r'DATE \@ "yyyy-MM-dd"',
}
BOLD: Mark = {"type": "bold"}
LONGEST_TAG = 64


class InlineWriter:
    """Writes inline content into one part."""

    def __init__(self, output: Output, part: Part) -> None:
        self.output = output
        self.part = part
        self.is_header = False
        """Text of header cells is bold without being marked so."""

    def write(self, content: list[Node]) -> str:
        """Return inline content as runs, neighbours with one link together."""
        groups = groupby(content, key=lambda one: (mark_of(one, "link") or {}).get("href", ""))
        return "".join(
            self._linked(href, "".join(self._commented(one) for one in group))
            for href, group in groups
        )

    def _linked(self, href: str, runs: str) -> str:
        if not href:
            return runs
        if href.startswith("#"):
            anchor = self.output.targets.get(href[1:], href[1:])
            return el("w:hyperlink", {"w:anchor": anchor, "w:history": 1}, runs)
        relation = self.part.relate("hyperlink", href, is_external=True)
        return el("w:hyperlink", {"r:id": relation, "w:history": 1}, runs)

    def _commented(self, found: Node) -> str:
        made = WRITERS[found["type"]](self, found)
        if not self.part.has_comments:
            return made
        ranges = self.output.ranges
        opening = "".join(ranges_of("Start", ranges.starts.get(id(found), ()), self.output))
        closing = "".join(ranges_of("End", ranges.ends.get(id(found), ()), self.output))
        return f"{opening}{made}{closing}"

    def _text(self, found: Node) -> str:
        deleted = mark_of(found, "deletion")
        content = text_content(found["text"], is_deleted=deleted is not None)
        made = run(content, self.run_properties(found.get("marks", [])))
        if deleted is not None:
            made = el("w:del", self.output.change(deleted), made)
        inserted = mark_of(found, "insertion")
        return made if inserted is None else el("w:ins", self.output.change(inserted), made)

    def run_properties(self, marks: list[Mark]) -> str:
        """Return the properties of a run, with how it was before a suggestion."""
        change = next((one["attrs"] for one in marks if one["type"] == "formatting"), None)
        if self.is_header:
            marks = [*marks, BOLD]
        if change is None:
            return properties(marks)
        old = [*(change.get("before") or []), *([BOLD] if self.is_header else [])]
        before = properties(old) or "<w:rPr/>"
        return properties(marks, el("w:rPrChange", self.output.change(change), before))

    def atom(self, found: Node, made: str) -> str:
        """Return what stands for a node, inside its suggestion."""
        return suggested(self.output, attribute(found, "suggestion"), made)

    def _hard_break(self, found: Node) -> str:
        return self.atom(found, run("<w:br/>"))

    def _image(self, found: Node) -> str:
        made = drawing.picture(self.output, self.part, found)
        alt = str(attribute(found, "alt"))
        return self.atom(
            found, run(made or (text_content(f"[{alt}]", is_deleted=False) if alt else ""))
        )

    def _equation(self, found: Node) -> str:
        made = self.output.equations.get(str(attribute(found, "latex")), "")
        if not made:
            return ""
        is_display = bool(attribute(found, "display"))
        return self.atom(found, el("m:oMathPara", None, made) if is_display else made)

    def _mention(self, found: Node) -> str:
        label = str(attribute(found, "label"))
        tag = f"mention:{attribute(found, 'kind')}:{attribute(found, 'ref')}"
        is_deleted = (attribute(found, "suggestion") or {}).get("kind") == "delete"
        content = run(text_content(label, is_deleted=is_deleted))
        if len(tag) > LONGEST_TAG:
            return self.atom(found, content)
        settings = el(
            "w:sdtPr", None, w("alias", "Mention"), w("tag", tag), w("id", self.output.next_id())
        )
        # A tracked change may hold a control, and the control what was changed.
        return self.atom(found, el("w:sdt", None, settings, el("w:sdtContent", None, content)))

    def _field(self, found: Node) -> str:
        kind = str(attribute(found, "kind"))
        shown = {"title": self.output.title}.get(kind, "1")
        is_deleted = (attribute(found, "suggestion") or {}).get("kind") == "delete"
        made = field(
            INSTRUCTIONS.get(kind, "PAGE"), run(text_content(shown, is_deleted=is_deleted))
        )
        if is_deleted:
            made = made.replace("w:instrText", "w:delInstrText")
        return self.atom(found, made)

    def _footnote(self, found: Node) -> str:
        if not self.part.has_notes:
            return ""
        output = self.output
        content = InlineWriter(output, output.notes_part).write(found.get("content", []))
        number = len(output.notes) + 1
        style = el("w:rPr", None, w("rStyle", "FootnoteReference"))
        sign = run("<w:footnoteRef/>", style) + run(text_content(" ", is_deleted=False))
        paragraph = el("w:p", None, el("w:pPr", None, w("pStyle", "FootnoteText")), sign, content)
        output.notes.append(el("w:footnote", {"w:id": number}, paragraph))
        return self.atom(found, run(el("w:footnoteReference", {"w:id": number}), style))


def tracked(output: Output, change: Attributes, *inside: str) -> str:
    """Return the element of a tracked insertion or deletion."""
    name = "w:del" if change.get("kind") == "delete" else "w:ins"
    return el(name, output.change(change), *inside)


def suggested(output: Output, suggestion: Attributes | None, made: str) -> str:
    """Return runs inside the tracked change that a suggestion is."""
    if not suggestion or not made:
        return made
    return tracked(output, suggestion, made)


def field(instruction: str, result: str) -> str:
    """Return a complex field, which tracked changes may hold."""
    said = f'<w:instrText xml:space="preserve"> {text_of(instruction)} </w:instrText>'
    separator = run(el("w:fldChar", {"w:fldCharType": "separate"}))
    return (
        run(el("w:fldChar", {"w:fldCharType": "begin"}))
        + run(said)
        + (f"{separator}{result}" if result else "")
        + run(el("w:fldChar", {"w:fldCharType": "end"}))
    )


def ranges_of(side: str, threads: Sequence[str], output: Output) -> Iterator[str]:
    """Yield the starts or ends of comment ranges, for every comment of each thread."""
    for thread in threads:
        for number in output.comment_numbers.get(thread, ()):
            yield el(f"w:commentRange{side}", {"w:id": number})
            if side == "End":
                yield run(el("w:commentReference", {"w:id": number}))


WRITERS: dict[str, Callable[[InlineWriter, Node], str]] = {
    "text": InlineWriter._text,
    "hardBreak": InlineWriter._hard_break,
    "image": InlineWriter._image,
    "equation": InlineWriter._equation,
    "mention": InlineWriter._mention,
    "field": InlineWriter._field,
    "footnote": InlineWriter._footnote,
}
