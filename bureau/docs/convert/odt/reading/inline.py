"""What stands inside the paragraphs of an odt."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from ...effective import Properties, marks_of
from ...looks import Look
from ...tree import Attributes, Mark, Node, mark, node, text
from ..names import PT_PER_PX, get, local, points, q
from .changes import Changes
from .styles import CODE_RUNS

if TYPE_CHECKING:
    from .document import DocumentReader

BREAKS = ("pageBreak", "tableOfContents")
SAFE = ("http:", "https:", "mailto:", "tel:", "ftp:", "#")
MENTION = "mention:"
FIELDS = {
    "text:page-number": "page",
    "text:page-count": "pages",
    "text:title": "title",
    "text:date": "date",
}
IN_NOTES = ("text", "hardBreak", "mention", "equation")


@dataclass(frozen=True)
class Scope:
    """What surrounds a piece of text."""

    run: Properties
    link: str = ""
    is_code: bool = False


@dataclass
class Line:
    """The content of a paragraph, and blocks that follow it."""

    parts: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)


class InlineReader:
    """Reads the content of one paragraph."""

    def __init__(self, document: "DocumentReader", look: Look, *, is_header: bool = False) -> None:
        self.document = document
        self.changes: Changes = document.changes
        self.line = Line()
        self._look = look
        self._is_header = is_header
        self._after_space = True

    def read(self, parent: Element, scope: Scope) -> None:
        """Read the text and the children of an element."""
        self.add(parent.text, scope)
        for child in parent:
            name = local(child)
            if name in READERS:
                READERS[name](self, child, scope)
            elif name in FIELDS:
                kind = FIELDS[name]
                self.atom(node("field", kind=None if kind == "page" else kind))
            elif name not in SKIPPED:
                self.read(child, scope)
            self.add(child.tail, scope)

    def add(self, value: str | None, scope: Scope) -> None:
        """Add text as it stands in the file, where white space counts once."""
        made = ""
        for sign in value or "":
            is_space = sign in " \t\r\n"
            if not (is_space and self._after_space):
                made += " " if is_space else sign
            self._after_space = is_space
        self.put(made, scope)

    def put(self, value: str, scope: Scope) -> None:
        """Add text with the marks that hold here."""
        if value:
            self.line.parts.append(text(value, [*self._marks(scope), *self.changes.marks()]))

    def _marks(self, scope: Scope) -> list[Mark]:
        marks = [mark("link", href=scope.link)] if scope.link else []
        marks += [mark("code")] if scope.is_code else []
        return marks + marks_of(scope.run, self._look, is_header=self._is_header)

    def atom(self, made: Node) -> None:
        """Add a node that is not text."""
        attributes: Attributes = made.setdefault("attrs", {})
        attributes["suggestion"] = self.changes.suggestion()
        if made["type"] in ("image", "equation"):
            attributes["comments"] = self.changes.comments() or None
        self.line.parts.append(made)
        self._after_space = False

    def _span(self, found: Element, scope: Scope) -> None:
        styles, name = self.document.styles, get(found, "text:style-name")
        names = styles.names("text", name)
        is_code = scope.is_code or any(one in CODE_RUNS for one in names)
        self.read(found, replace(scope, run={**scope.run, **styles.own_run(name)}, is_code=is_code))

    def _link(self, found: Element, scope: Scope) -> None:
        address = get(found, "xlink:href").strip()
        if address.startswith(MENTION):
            kind, _, ref = address.removeprefix(MENTION).partition("/")
            self.atom(node("mention", kind=kind, ref=ref, label="".join(found.itertext())))
            return
        is_safe = address.lower().startswith(SAFE)
        if address and not is_safe:
            self.document.warn("Links to files and scripts were left out; their text is kept.")
        self.read(found, replace(scope, link=address if is_safe else scope.link))

    def _spaces(self, found: Element, scope: Scope) -> None:
        count = get(found, "text:c", "1")
        self.put(" " * min(int(count) if count.isdecimal() else 1, 1000), scope)
        self._after_space = False

    def _tab(self, found: Element, scope: Scope) -> None:
        self.put("\t", scope)
        self._after_space = False

    def _line_break(self, found: Element, scope: Scope) -> None:
        self.atom(node("hardBreak"))
        self._after_space = True

    def _note(self, found: Element, scope: Scope) -> None:
        body = found.find(q("text:note-body"))
        content = [] if body is None else self.document.note(body)
        kept = [one for one in content if one["type"] in IN_NOTES]
        self.atom({"type": "footnote", "content": kept} if kept else node("footnote"))

    def _frame(self, found: Element, scope: Scope) -> None:
        box = found.find(q("draw:text-box"))
        if box is not None:
            self.line.after += self.document.blocks(box)
            return
        formula = found.find(q("draw:object"))
        latex = self.document.formula(formula) if formula is not None else ""
        if latex:
            self.atom(
                node("equation", latex=latex, display=get(found, "draw:name") == DISPLAY or None)
            )
            return
        self._image(found)

    def _image(self, found: Element) -> None:
        image = found.find(q("draw:image"))
        source = self.document.asset(get(image, "xlink:href")) if image is not None else ""
        if not source:
            return
        wide, high = (points(get(found, f"svg:{side}")) for side in ("width", "height"))
        self.atom(
            node(
                "image",
                src=source,
                alt=found.findtext(q("svg:desc"), ""),
                title=found.findtext(q("svg:title")) or None,
                width=max(1, round(wide / PT_PER_PX)) if wide else None,
                height=max(1, round(high / PT_PER_PX)) if high else None,
                wrap=self._wrap(found),
            )
        )

    def _wrap(self, found: Element) -> str | None:
        if get(found, "text:anchor-type", "as-char") == "as-char":
            return None
        wrap, side = "", ""
        for style in self.document.styles.chain("graphic", get(found, "draw:style-name")):
            settings = style.find(q("style:graphic-properties"))
            wrap = get(settings, "style:wrap") or wrap
            side = get(settings, "style:horizontal-pos") or side
        if wrap == "none":
            return "break"
        return "right" if side in ("right", "from-right") or wrap == "left" else "left"

    def _change_start(self, found: Element, scope: Scope) -> None:
        self.changes.start(get(found, "text:change-id"))

    def _change_end(self, found: Element, scope: Scope) -> None:
        self.changes.end(get(found, "text:change-id"))

    def _deleted(self, found: Element, scope: Scope) -> None:
        """Put back what was deleted here, as a suggestion to delete it."""
        name = get(found, "text:change-id")
        for number, paragraph in enumerate(self.changes.deleted(name)):
            with self.changes.deleting(name):
                if number:
                    self.atom(node("hardBreak"))
                    self._after_space = True
                self.read(paragraph, scope)

    def _annotation(self, found: Element, scope: Scope) -> None:
        self.changes.annotate(found)

    def _annotation_end(self, found: Element, scope: Scope) -> None:
        self.changes.end_annotation(get(found, "office:name"))

    def _page_break(self, found: Element, scope: Scope) -> None:
        return


DISPLAY = "Displayed equation"
SKIPPED = {"text:tracked-changes", "text:sequence-decls", "text:bookmark", "office:event-listeners"}
READERS: dict[str, Callable[[InlineReader, Element, Scope], None]] = {
    "text:span": InlineReader._span,
    "text:a": InlineReader._link,
    "text:s": InlineReader._spaces,
    "text:tab": InlineReader._tab,
    "text:line-break": InlineReader._line_break,
    "text:note": InlineReader._note,
    "draw:frame": InlineReader._frame,
    "text:change-start": InlineReader._change_start,
    "text:change-end": InlineReader._change_end,
    "text:change": InlineReader._deleted,
    "office:annotation": InlineReader._annotation,
    "office:annotation-end": InlineReader._annotation_end,
    "text:soft-page-break": InlineReader._page_break,
}
