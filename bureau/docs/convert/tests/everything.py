"""A document that holds everything, for the tests."""

import struct
import zlib
from typing import Any

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
