"""Documents for the tests: one that holds everything, and a strategy for any."""

import struct
import zlib
from typing import Any

from hypothesis import strategies as st

from bureau.docs.convert import Asset
from bureau.docs.convert.tree import Node, envelope, mark, node, paragraph, text


def png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x99" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


PNG = png(8, 8)
ASSETS = {"picture": Asset(PNG, "image/png")}
AT = "2026-03-01T09:30:00Z"
ADA = {"id": "change1", "by": "Ada", "at": AT}
BOB = {"id": "change2", "by": "Bob", "at": "2026-03-02T10:00:00Z"}


def everything() -> Node:
    """Return a document with every node, mark and attribute in it."""
    return envelope(
        [*_styles(), *_marks(), *_lists(), *_blocks(), *_suggestions()],
        {
            "size": "A5",
            "margins": {"top": 20, "right": 15, "bottom": 20, "left": 15},
            "language": "fr-FR",
        },
        header=node("doc", [paragraph([text("Head "), node("field", kind="title")])]),
        footer=node(
            "doc",
            [paragraph([node("field"), text("/"), node("field", kind="pages")], align="center")],
        ),
        threads=[
            {
                "id": "thread1",
                "anchor_text": "commented",
                "resolved": True,
                "comments": [
                    {"author": "Ada", "at": AT, "text": "Why?\nReally"},
                    {"author": "Bob", "at": AT, "text": "Because."},
                ],
            }
        ],
    )


def _styles() -> list[Node]:
    styles = ["title", "subtitle", *(f"heading{level}" for level in range(1, 7)), "quote"]
    styled = [paragraph([text(f"A {style}")], style=style) for style in styles]
    return [
        *styled,
        paragraph(
            [text("print(1)"), node("hardBreak"), text("\tprint(2)")],
            style="code",
            language="python",
        ),
        paragraph([text("spaced")], align="justify", lineSpacing=2, spaceBefore=6, spaceAfter=12.5),
        paragraph([text("indented")], indent=36, indentEnd=18, firstLine=-18),
        paragraph([text("kept")], pageBreakBefore=True, keepNext=True, align="right"),
        paragraph([text("שלום")], dir="rtl", align="left"),
        paragraph(),
    ]


def _marks() -> list[Node]:
    simple = ("bold", "italic", "underline", "strike", "code", "superscript", "subscript")
    words = [text(f"{name} ", [mark(name)]) for name in simple]
    looks = [
        text("font ", [mark("font", family="Georgia")]),
        text("large ", [mark("fontSize", size=16.5)]),
        text("red ", [mark("textColor", color="#ff0000")]),
        text("yellow ", [mark("highlight", color="#ffff00")]),
        text("pale ", [mark("highlight", color="#e8f0fe")]),
        text("link ", [mark("link", href="https://example.org/?a=1&b=2"), mark("bold")]),
        text("inside ", [mark("link", href="#a-heading2")]),
        text("commented", [mark("comment", id="thread1")]),
    ]
    return [paragraph([*words, *looks])]


def _lists() -> list[Node]:
    return [
        paragraph([text("one")], list="ordered", listId="list1", start=3),
        paragraph([text("nested")], list="bullet", listId="list1", level=1, marker="→"),
        paragraph([text("two")], list="ordered", listId="list1"),
        paragraph([text("other")], list="ordered", listId="list2", marker="upper-roman"),
        paragraph([text("open")], list="check"),
        paragraph([text("done")], list="check", checked=True, level=1),
    ]


def _cell(words: str, kind: str = "tableCell", **attributes: Any) -> Node:
    return node(kind, [paragraph([text(words)])], colwidth=[120], **attributes)


def _blocks() -> list[Node]:
    rows = [
        node(
            "tableRow",
            [_cell("H1", "tableHeader"), _cell("H2", "tableHeader"), _cell("H3", "tableHeader")],
        ),
        node(
            "tableRow",
            [
                _cell("tall", rowspan=2, background="#ffeecc", valign="middle"),
                node("tableCell", [paragraph([text("wide")])], colspan=2, colwidth=[120, 120]),
            ],
            height=40,
        ),
        node("tableRow", [_cell("a", border={"color": "#ff0000", "width": 2}), _cell("b")]),
    ]
    note = {"type": "footnote", "content": [text("See "), text("there", [mark("italic")])]}
    return [
        node("table", rows, align="center"),
        paragraph([text("A note"), note, text(" and "), node("equation", latex=r"\frac{a}{b}")]),
        paragraph([node("equation", latex=r"\sum_{i=1}^n x_i", display=True)]),
        paragraph(
            [node("image", src="asset:picture", alt="A dot", title="Dot", width=80, height=60)]
        ),
        paragraph(
            [node("image", src="asset:picture", width=80, height=60, wrap="right"), text("beside")]
        ),
        paragraph(
            [
                node(
                    "mention", kind="person", ref="01HZY3B6M1N0Q4T5V7W8X9Y0Z1", label="Ada Lovelace"
                ),
                text(" on "),
                node("mention", kind="date", ref="2026-03-01", label="1 March 2026"),
                node("field", kind="date"),
            ]
        ),
        node("horizontalRule"),
        node("tableOfContents", depth=2),
        node("pageBreak"),
    ]


def _suggestions() -> list[Node]:
    return [
        paragraph(
            [
                text("kept "),
                text("new", [mark("insertion", **ADA)]),
                text("old", [mark("deletion", **ADA)]),
            ]
        ),
        paragraph(
            [text("bolder", [mark("bold"), mark("formatting", **BOB, before=[mark("italic")])])],
            change={**BOB, "before": {"align": "center", "style": "heading1"}},
        ),
        paragraph([text("joined")], **{"break": {"kind": "delete", **ADA, "id": "change3"}}),
        paragraph(
            [
                node(
                    "image",
                    src="asset:picture",
                    width=8,
                    height=8,
                    suggestion={"kind": "insert", **ADA, "id": "change3"},
                )
            ]
        ),
        paragraph([text("last")]),
    ]


words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\t"),
    min_size=1,
    max_size=12,
)
colours = st.sampled_from(["#ff0000", "#00ff00", "#e8f0fe", "#123456"])
stamps = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["s1", "s2", "s3"]),
        "by": st.sampled_from(["Ada", "Bob"]),
        "at": st.sampled_from([AT, "2026-03-02T10:00:00Z"]),
    }
)
suggestions = st.one_of(
    st.none(),
    st.none(),
    st.builds(lambda kind, by: {"kind": kind, **by}, st.sampled_from(["insert", "delete"]), stamps),
)
plain_marks = st.lists(
    st.one_of(
        st.sampled_from(
            [mark(one) for one in ("bold", "italic", "underline", "strike", "code", "superscript")]
        ),
        st.builds(lambda size: mark("fontSize", size=size), st.sampled_from([8, 11, 12.5, 30])),
        st.builds(
            lambda family: mark("font", family=family), st.sampled_from(["Georgia", "Courier New"])
        ),
        st.builds(lambda color: mark("textColor", color=color), colours),
        st.builds(lambda color: mark("highlight", color=color), colours),
        st.builds(
            lambda href: mark("link", href=href),
            st.sampled_from(["https://a.example/x", "#one", "mailto:a@b.c"]),
        ),
    ),
    max_size=3,
    unique_by=lambda one: one["type"],
)
suggested_marks = st.one_of(
    st.just([]),
    st.just([]),
    st.builds(lambda by: [mark("insertion", **by)], stamps),
    st.builds(lambda by: [mark("deletion", **by)], stamps),
    st.builds(lambda by, old: [mark("formatting", **by, before=old)], stamps, plain_marks),
)
comment_marks = st.lists(
    st.sampled_from([mark("comment", id=f"t{number}") for number in range(3)]), max_size=2
)
texts = st.builds(
    lambda value, *marks: text(value, [one for some in marks for one in some]),
    words,
    plain_marks,
    suggested_marks,
    comment_marks,
)
breaks = st.builds(lambda suggestion: node("hardBreak", suggestion=suggestion), suggestions)
equations = st.builds(
    lambda latex, display: node("equation", latex=latex, display=display),
    st.sampled_from([r"x^2", r"\frac{1}{x}", r"\alpha+\beta", "a_{ij}", r"\broken{"]),
    st.booleans(),
)
mentions = st.builds(
    lambda kind, ref, label: node("mention", kind=kind, ref=ref, label=label),
    st.sampled_from(["person", "file", "date"]),
    st.sampled_from(["2026-03-01", "01HZY3B6M1N0Q4T5V7W8X9Y0Z1"]),
    words,
)
footnotes = st.builds(
    lambda content: {"type": "footnote", "content": content} if content else node("footnote"),
    st.lists(st.one_of(texts, breaks, mentions, equations), max_size=3),
)
images = st.builds(
    lambda width, wrap, alt, suggestion: node(
        "image",
        src="asset:picture",
        width=width,
        height=width,
        wrap=wrap,
        alt=alt,
        suggestion=suggestion,
    ),
    st.sampled_from([None, 10, 200]),
    st.sampled_from(["inline", "left", "right", "break"]),
    words,
    suggestions,
)
fields = st.builds(
    lambda kind, suggestion: node("field", kind=kind, suggestion=suggestion),
    st.sampled_from(["page", "pages", "title", "date"]),
    suggestions,
)
inlines = st.lists(
    st.one_of(texts, texts, breaks, equations, mentions, footnotes, images, fields), max_size=5
)
lengths = st.sampled_from([None, 0, 3.35, 12, 36])
lists = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {
            "list": st.sampled_from(["bullet", "ordered", "check"]),
            "level": st.integers(0, 3),
            "listId": st.sampled_from([None, "a", "b"]),
            "start": st.sampled_from([None, None, 1, 4]),
            "marker": st.sampled_from([None, "decimal", "upper-alpha", "→"]),
            "checked": st.sampled_from([None, True]),
        }
    ),
)
paragraph_attributes = st.fixed_dictionaries(
    {},
    optional={
        "style": st.sampled_from(["normal", "title", "heading1", "heading6", "quote", "code"]),
        "align": st.sampled_from([None, "left", "center", "right", "justify"]),
        "lineSpacing": st.sampled_from([None, 1, 1.15, 1.5, 2.37]),
        "spaceBefore": lengths,
        "spaceAfter": lengths,
        "indent": lengths,
        "indentEnd": lengths,
        "firstLine": st.sampled_from([None, 0, -18, 18]),
        "pageBreakBefore": st.booleans(),
        "keepNext": st.booleans(),
        "dir": st.sampled_from([None, "rtl"]),
        "language": st.sampled_from([None, "python"]),
    },
)


@st.composite
def paragraphs(draw: st.DrawFn) -> Node:
    """Return any paragraph."""
    attributes = {**draw(paragraph_attributes), **draw(lists)}
    attributes["break"] = draw(suggestions)
    if draw(st.integers(0, 5)) == 0:
        attributes["change"] = {
            **draw(stamps),
            "before": {**draw(paragraph_attributes), **draw(lists)},
        }
    return paragraph(draw(inlines), **attributes)


@st.composite
def tables(draw: st.DrawFn) -> Node:
    """Return any table, with cells that cover others."""
    columns = draw(st.integers(1, 3))
    kind = draw(st.sampled_from(["tableCell", "tableHeader"]))
    rows = []
    for number in range(draw(st.integers(1, 3))):
        cells, left = [], columns
        while left:
            span = draw(st.integers(1, left))
            cells.append(draw(_cells(span, kind if number == 0 else "tableCell")))
            left -= span
        rows.append(
            node(
                "tableRow",
                cells,
                suggestion=draw(suggestions),
                height=draw(st.sampled_from([None, 50])),
            )
        )
    return node(
        "table",
        rows,
        align=draw(st.sampled_from([None, "center"])),
        width=draw(st.sampled_from([None, 400])),
    )


@st.composite
def _cells(draw: st.DrawFn, span: int, kind: str) -> Node:
    return node(
        kind,
        draw(st.lists(paragraphs(), min_size=1, max_size=2)),
        colspan=span,
        rowspan=draw(st.sampled_from([1, 1, 2])),
        colwidth=draw(st.sampled_from([None, [100] * span])),
        background=draw(st.one_of(st.none(), colours)),
        valign=draw(st.sampled_from([None, "middle", "bottom"])),
        border=draw(
            st.sampled_from(
                [None, {"color": "#00ff00", "width": 3}, {"color": "#000000", "width": 0}]
            )
        ),
    )


blocks = st.one_of(
    paragraphs(),
    paragraphs(),
    paragraphs(),
    tables(),
    st.builds(
        lambda kind, suggestion: node(kind, suggestion=suggestion),
        st.sampled_from(["horizontalRule", "pageBreak", "tableOfContents"]),
        suggestions,
    ),
)
around = st.one_of(
    st.none(),
    st.builds(lambda content: node("doc", content), st.lists(paragraphs(), min_size=1, max_size=2)),
)
pages = st.fixed_dictionaries(
    {},
    optional={
        "size": st.sampled_from(["A4", "A3", "Letter"]),
        "orientation": st.sampled_from(["portrait", "landscape"]),
        "margins": st.just({"top": 10, "right": 20.5, "bottom": 30, "left": 12.7}),
        "color": colours,
        "pageNumbers": st.booleans(),
        "differentFirst": st.booleans(),
        "language": st.just("de-DE"),
    },
)
threads = st.lists(
    st.builds(
        lambda number, resolved, said: {
            "id": f"t{number}",
            "resolved": resolved,
            "comments": [{"author": "Ada", "at": AT, "text": one} for one in said],
        },
        st.integers(0, 2),
        st.booleans(),
        st.lists(words, min_size=1, max_size=3),
    ),
    max_size=3,
    unique_by=lambda one: str(one["id"]),
)


@st.composite
def envelopes(draw: st.DrawFn) -> Node:
    """Return any document."""
    return envelope(
        draw(st.lists(blocks, max_size=6)),
        draw(pages),
        header=draw(around),
        footer=draw(around),
        threads=draw(threads),
    )
