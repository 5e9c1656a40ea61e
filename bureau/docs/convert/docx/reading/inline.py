"""What stands inside paragraphs: runs, links, tracked changes, fields, notes, equations."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from ...effective import marks_of
from ...looks import Look
from ...tree import Attributes, Mark, Node, inline, mark, node, text
from ..names import MC, W14, M, R, W, child_val, local, val
from . import drawing, fields, omml
from .properties import Properties, run_properties
from .source import Story
from .styles import Resolved
from .symbols import shown, symbol

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INSERTED = ("ins", "moveTo")
DELETED = ("del", "moveFrom")
BLOCKS = ("pageBreak", "tableOfContents", "horizontalRule")
MENTION_TAG = "mention:"
IN_NOTES = ("text", "hardBreak", "mention", "equation")
# What an AlternateContent may require and is understood here.
UNDERSTOOD = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "a14", "pic", "v"}


@dataclass(frozen=True)
class Surroundings:
    """What a paragraph inherits from the table that it stands in."""

    paragraph: Properties
    run: Properties
    is_header: bool = False


NOTHING = Surroundings({}, {})


@dataclass(frozen=True)
class Scope:
    """What surrounds a run: a link, and tracked changes."""

    link: str = ""
    changes: tuple[Element, ...] = ()


@dataclass
class Line:
    """The content of a paragraph: inline nodes, blocks that break it, and blocks that follow it."""

    parts: list[Node] = field(default_factory=list)
    after: list[Node] = field(default_factory=list)
    checked: bool | None = None


class InlineReader:
    """Reads the content of one paragraph."""

    def __init__(self, story: Story, style: Resolved, around: Surroundings, look: Look) -> None:
        self.story = story
        self.source = story.source
        self.line = Line()
        self._around = around
        self._bases = [around.run, style.run]
        self._look = look

    def read(self, parent: Element, scope: Scope) -> None:
        """Read the children of an element."""
        for child in parent:
            read = CHILDREN.get(local(child))
            if read:
                read(self, child, scope)

    def _same(self, found: Element, scope: Scope) -> None:
        self.read(found, scope)

    def _hyperlink(self, found: Element, scope: Scope) -> None:
        link = self.story.link(found.get(R + "id", ""), val(found, "anchor"))
        self.read(found, replace(scope, link=link or scope.link))

    def _changed(self, found: Element, scope: Scope) -> None:
        self.read(found, replace(scope, changes=(*scope.changes, found)))

    def _control(self, found: Element, scope: Scope) -> None:
        content = found.find(W + "sdtContent")
        if content is None:
            return
        settings = found.find(W + "sdtPr")
        box = None if settings is None else settings.find(W14 + "checkbox")
        tag = child_val(settings, "tag")
        if box is not None and not self.line.parts and self.line.checked is None:
            checked = box.find(W14 + "checked")
            self.line.checked = checked is not None and checked.get(W14 + "val") in ("1", "true")
        elif tag.startswith(MENTION_TAG) and tag.count(":") >= 2:
            kind, _, ref = tag.removeprefix(MENTION_TAG).partition(":")
            label = "".join(one.text or "" for one in content.iter(W + "t", W + "delText"))
            self.atom(node("mention", kind=kind, ref=ref, label=label), scope)
        else:
            self.read(content, scope)

    def _simple_field(self, found: Element, scope: Scope) -> None:
        fields.begin(self.story)
        self.story.fields[-1].instruction = val(found, "instr")
        fields.separate(self, scope)
        self.read(found, scope)
        fields.end(self, scope)

    def _alternate(self, found: Element, scope: Scope) -> None:
        chosen = alternative(found)
        if chosen is not None:
            self.read(chosen, scope)

    def _comment_start(self, found: Element, scope: Scope) -> None:
        open_comment(self.story, found)

    def _comment_end(self, found: Element, scope: Scope) -> None:
        close_comment(self.story, found)

    def _equations(self, found: Element, scope: Scope) -> None:
        for one in found.findall(M + "oMath"):
            self._equation(one, scope, is_display=True)

    def _equation(self, found: Element, scope: Scope, *, is_display: bool = False) -> None:
        made = omml.latex(found)
        made = self.source.latex.get(made, made)
        if made:
            self.atom(node("equation", latex=made, display=is_display or None), scope)

    def run(self, found: Element, scope: Scope) -> None:
        """Read a run."""
        direct = run_properties(found.find(W + "rPr"), self.source.styles.fonts)
        effective = self.source.styles.effective(self._bases, direct)
        link = scope.link or self.story.field_link
        marks = self._marks(direct, effective, link)
        change = found.find(f"{W}rPr/{W}rPrChange")
        if change is not None:
            marks.append(self._reformatted(change, link))
        piece = Run(self, scope, marks, effective.get("family", ""))
        piece.read(found)

    def _marks(self, direct: Properties, effective: Properties, link: str) -> list[Mark]:
        marks = [mark("link", href=link)] if link else []
        if direct.get("style") and self.source.styles.run(direct["style"]).ours == "code":
            marks.append(mark("code"))
        if effective.get("hidden"):
            self.source.warn("Hidden text is now visible.")
        return marks + marks_of(effective, self._look, is_header=self._around.is_header)

    def _reformatted(self, change: Element, link: str) -> Mark:
        direct = run_properties(change.find(W + "rPr"), self.source.styles.fonts)
        before = self._marks(direct, self.source.styles.effective(self._bases, direct), link)
        return mark("formatting", **self.source.suggestions.of(change), before=before)

    def add_text(self, value: str, marks: list[Mark], scope: Scope) -> None:
        """Add text, with the comments and tracked changes that it stands in."""
        if not value or self.story.hides:
            return
        if not scope.changes and not any(one["type"] == "formatting" for one in marks):
            self.source.suggestions.interrupt()
        made = text(value, [*marks, *self._changes(scope), *self._comments()])
        self.line.parts.append(made)
        self.story.last_text = made

    def _changes(self, scope: Scope) -> list[Mark]:
        marks: dict[str, Mark] = {}
        for change in scope.changes:
            kind = "insertion" if local(change) in INSERTED else "deletion"
            marks[kind] = mark(kind, **self.source.suggestions.of(change))
        return list(marks.values())

    def _comments(self) -> list[Mark]:
        ids = {**self.story.open_comments, **dict.fromkeys(self.story.pending_comments)}
        self.story.pending_comments.clear()
        self.source.comments.anchored |= ids.keys()
        return [mark("comment", id=one) for one in ids]

    def atom(self, made: Node, scope: Scope) -> None:
        """Add a node that is not text."""
        if self.story.hides:
            return
        attributes: Attributes = made.setdefault("attrs", {})
        attributes["suggestion"] = suggestion(self.story, scope.changes)
        if made["type"] in ("image", "equation") and self.story.open_comments:
            attributes["comments"] = list(self.story.open_comments)
            self.source.comments.anchored |= self.story.open_comments.keys()
        self.line.parts.append(made)

    def note(self, found: Element, kind: str, scope: Scope) -> None:
        """Add a footnote or endnote."""
        content = self.source.note(kind.removesuffix("Reference"), val(found, "id"))
        if content is not None and not self.story.is_note:
            kept = [one for one in inline(content) if one["type"] in IN_NOTES]
            self.atom({"type": "footnote", "content": kept} if kept else node("footnote"), scope)


class Run:
    """Reads the children of one run."""

    def __init__(self, reader: InlineReader, scope: Scope, marks: list[Mark], family: str) -> None:
        self.reader = reader
        self.scope = scope
        self.marks = marks
        self._family = family

    def read(self, parent: Element) -> None:
        """Read what stands in the run."""
        for child in parent:
            name = local(child)
            if name in SIGNS:
                self.add(SIGNS[name])
            elif name in RUN_CHILDREN:
                RUN_CHILDREN[name](self, child)

    def add(self, value: str) -> None:
        """Add text with the marks of the run."""
        self.reader.add_text(value, self.marks, self.scope)

    def _text(self, found: Element) -> None:
        value = found.text or ""
        if found.get(XML_SPACE) != "preserve":
            value = value.strip(" \t\r\n")
        value = value.replace("\r", "").replace("\n", " ")
        self.add(shown(value, self._family))

    def _break(self, found: Element) -> None:
        if val(found, "type") in ("page", "column"):
            self._page_break()
        else:
            self.reader.atom(node("hardBreak"), self.scope)

    def _page_break(self) -> None:
        story = self.reader.story
        if not story.depth and not story.is_note and not story.hides:
            self.reader.atom(node("pageBreak"), self.scope)

    def _symbol(self, found: Element) -> None:
        code = val(found, "char")
        try:
            self.add(symbol(int(code, 16), val(found, "font")))
        except ValueError:
            return

    def _footnote(self, found: Element) -> None:
        self.reader.note(found, local(found), self.scope)

    def _comment(self, found: Element) -> None:
        point_comment(self.reader.story, found)

    def _field(self, found: Element) -> None:
        kind = val(found, "fldCharType")
        if not self.reader.story.has_sound_fields:
            return
        if kind == "begin":
            fields.begin(self.reader.story, found)
        elif kind == "separate":
            fields.separate(self.reader, self.scope)
        elif kind == "end":
            fields.end(self.reader, self.scope)

    def _instruction(self, found: Element) -> None:
        if self.reader.story.fields:
            self.reader.story.fields[-1].instruction += found.text or ""

    def _page_number(self, found: Element) -> None:
        self.reader.atom(node("field"), self.scope)

    def _drawing(self, found: Element) -> None:
        drawing.read(self.reader, found, self.scope)

    def _alternate(self, found: Element) -> None:
        chosen = alternative(found)
        if chosen is not None:
            self.read(chosen)

    def _ruby(self, found: Element) -> None:
        base, above = found.find(W + "rubyBase"), found.find(W + "rt")
        if base is not None:
            self.reader.read(base, self.scope)
        if above is not None and next(above.iter(W + "t"), None) is not None:
            self.add("(")
            self.reader.read(above, self.scope)
            self.add(")")


def alternative(found: Element) -> Element | None:
    """Return the branch of an AlternateContent that is understood."""
    for choice in found.findall(MC + "Choice"):
        if set(choice.get("Requires", "").split()) <= UNDERSTOOD:
            return choice
    return found.find(MC + "Fallback")


def suggestion(story: Story, changes: tuple[Element, ...]) -> Attributes | None:
    """Return the suggestion of a node inside tracked changes; a deletion says more."""
    if not changes:
        return None
    deleted = [one for one in changes if local(one) in DELETED]
    change = deleted[-1] if deleted else changes[-1]
    return {"kind": "delete" if deleted else "insert", **story.source.suggestions.of(change)}


def open_comment(story: Story, found: Element) -> None:
    """Begin the range of a comment."""
    if thread := story.source.comments.thread(val(found, "id")):
        story.open_comments[thread] = None


def close_comment(story: Story, found: Element) -> None:
    """End the range of a comment; one that held no text is kept with the next text."""
    thread = story.source.comments.thread(val(found, "id"))
    story.open_comments.pop(thread, None)


def point_comment(story: Story, found: Element) -> None:
    """Anchor a comment that has no range to the text before it, or to the next text."""
    thread = story.source.comments.thread(val(found, "id"))
    if not thread or thread in story.source.comments.anchored:
        return
    story.source.comments.anchored.add(thread)
    if story.last_text is None:
        story.pending_comments.append(thread)
        return
    marks = story.last_text.setdefault("marks", [])
    marks.append(mark("comment", id=thread))


Read = Callable[[InlineReader, Element, Scope], None]
CHILDREN: dict[str, Read] = {
    "r": InlineReader.run,
    "hyperlink": InlineReader._hyperlink,
    "ins": InlineReader._changed,
    "moveTo": InlineReader._changed,
    "del": InlineReader._changed,
    "moveFrom": InlineReader._changed,
    "sdt": InlineReader._control,
    "fldSimple": InlineReader._simple_field,
    "AlternateContent": InlineReader._alternate,
    "commentRangeStart": InlineReader._comment_start,
    "commentRangeEnd": InlineReader._comment_end,
    "oMathPara": InlineReader._equations,
    "oMath": InlineReader._equation,
} | dict.fromkeys(("smartTag", "customXml", "dir", "bdo", "p", "sdtContent"), InlineReader._same)

SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
RUN_CHILDREN: dict[str, Callable[[Run, Element], None]] = {
    "t": Run._text,
    "delText": Run._text,
    "br": Run._break,
    "cr": Run._break,
    "sym": Run._symbol,
    "footnoteReference": Run._footnote,
    "endnoteReference": Run._footnote,
    "commentReference": Run._comment,
    "fldChar": Run._field,
    "instrText": Run._instruction,
    "delInstrText": Run._instruction,
    "pgNum": Run._page_number,
    "drawing": Run._drawing,
    "pict": Run._drawing,
    "object": Run._drawing,
    "AlternateContent": Run._alternate,
    "ruby": Run._ruby,
}
