"""Markdown, HTML and text: what is written comes back, and what others write stays in shape."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.docs.content.formats import read_content, write_content
from bureau.docs.content.html_reader import read_html
from bureau.docs.content.markdown_reader import read_markdown
from bureau.docs.content.markdown_writer import markdown_of
from bureau.docs.content.normal import normal_doc
from bureau.docs.content.schema import check
from bureau.docs.content.suggestions import settled_doc
from bureau.docs.errors import BadContent

Json = Any


def paragraph(*content: Json, **attrs: Json) -> Json:
    return {"type": "paragraph", "attrs": attrs, "content": list(content)}


def text(value: str, *marks: str, **more: Json) -> Json:
    return {
        "type": "text",
        "text": value,
        "marks": [*({"type": kind} for kind in marks), *more.get("on", [])],
    }


def item(value: str, kind: str = "bullet", level: int = 0, **more: Json) -> Json:
    return paragraph(text(value), list=kind, level=level, listId="list-1", **more)


def cell(value: str, kind: str = "tableCell") -> Json:
    return {"type": kind, "content": [paragraph(text(value))]}


def header(value: str) -> Json:
    return cell(value, "tableHeader")


RICH = normal_doc(
    {
        "content": [
            paragraph(text("The plan *and* #1"), style="heading1"),
            paragraph(
                text("Some "), text("bold", "bold"), text(" and "), text("both", "bold", "italic"),
                text(" and a "), text("link", on=[{"type": "link", "attrs": {"href": "https://a.example/x"}}]),
                text(", "), text("a|b`c", "code"), text(" for $5 and $6."), {"type": "hardBreak"},
                text("next line 😀"),
            ),
            item("one", "ordered"), item("inside", "bullet", 1), item("two", "ordered"),
            paragraph(text("between")),
            paragraph(text("done"), list="check", listId="list-2", checked=True),
            paragraph(text("open"), list="check", listId="list-2", checked=False),
            paragraph(text("said by others"), style="quote"),
            paragraph(text("x = 1\n\ny = '*'"), style="code", language="python"),
            {"type": "table", "content": [
                {"type": "tableRow", "content": [header("A"), header("B")]},
                {"type": "tableRow", "content": [cell("1|2"), cell("three")]},
            ]},
            paragraph(
                text("see"), {"type": "footnote", "content": [text("the note")]}, text(" and "),
                {"type": "equation", "attrs": {"latex": "a^2+b_1"}}, text(" by "),
                {"type": "mention", "attrs": {"kind": "person", "ref": "p1", "label": "Ada"}},
                {"type": "image", "attrs": {"src": "asset:k1", "alt": "a picture"}},
            ),
            {"type": "horizontalRule"},
            {"type": "pageBreak"},
            paragraph(text("1. no list")),
        ]
    }
)  # fmt: skip


@pytest.mark.parametrize("format", ["markdown", "html", "json"])
def test_a_rich_document_comes_back(format: Any) -> None:
    check(RICH)
    written = RICH if format == "json" else write_content(format, RICH)
    assert read_content(format, written) == RICH


words = st.text(st.sampled_from("ab *_`#$[]()|\\<>&!-1.é😀\"'"), min_size=1, max_size=12)
marked = st.builds(
    lambda value, marks: text(value, *marks),
    words,
    st.lists(st.sampled_from(["bold", "italic", "strike", "code"]), unique=True, max_size=3),
)
blocks = st.lists(
    st.builds(
        lambda content, attrs: paragraph(*content, **attrs),
        st.lists(marked, min_size=1, max_size=3),
        st.sampled_from([{}, {"style": "heading2"}, {"style": "quote"}]),
    ),
    min_size=1,
    max_size=3,
)


def shown(doc: Json) -> str:
    return "\n".join(" ".join(line.split()) for line in write_content("text", doc).splitlines())


@given(blocks)
@settings(max_examples=150, deadline=None)
def test_html_says_what_the_document_says(content: list[Json]) -> None:
    doc = normal_doc({"content": content})
    assert shown(read_html(write_content("html", doc))).strip() == shown(doc).strip()


@given(st.lists(words, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_markdown_says_what_plain_paragraphs_say(lines: list[str]) -> None:
    doc = normal_doc({"content": [paragraph(text(line)) for line in lines if line.strip()]})
    assert shown(read_markdown(markdown_of(doc))).strip() == shown(doc).strip()


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_anything_at_all_is_read(source: str) -> None:
    for read in (read_html, read_markdown):
        check(read(source))


def test_html_of_others_keeps_its_structure_and_runs_nothing() -> None:
    doc = read_html(
        """<html><head><title>x</title><style>p{}</style></head><body>
        <h1>Title</h1> loose <b>text</b>
        <ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>more</p></li></ul>
        <p style="text-align:center;color:red">mid<script>alert(1)</script>
        <a href="java\tscript:alert(1)">bad</a> <a href="/ok">ok</a></p>
        <table><thead><tr><th colspan=2>H</th></tr></thead><tr><td>1<td>2</tr></table>"""
    )
    blocks = doc["content"]
    assert [block.get("attrs", {}).get("style") for block in blocks[:2]] == ["heading1", None]
    items = [(block["attrs"].get("level", 0), block["content"][0]["text"]) for block in blocks[2:5]]
    assert items == [(0, "a"), (1, "b"), (0, "c")]
    assert blocks[5]["attrs"] == {"indent": 36}
    assert blocks[6]["attrs"] == {"align": "center"}
    links = [m["attrs"]["href"] for node in blocks[6]["content"] for m in node.get("marks", ())]
    assert links == ["/ok"]
    assert "alert" not in str(doc)
    head = blocks[7]["content"][0]["content"][0]
    assert (head["type"], head["attrs"]) == ("tableHeader", {"colspan": 2})


def test_what_is_written_as_html_cannot_break_out() -> None:
    evil = '"><script>alert(1)</script>'
    doc = normal_doc(
        {
            "content": [
                paragraph(
                    text(evil, on=[{"type": "textColor", "attrs": {"color": "red;}" + evil}}]),
                    {"type": "image", "attrs": {"src": evil, "alt": evil}},
                    {"type": "mention", "attrs": {"kind": evil, "ref": evil, "label": evil}},
                    style="code",
                    language=evil,
                )
            ]
        }
    )
    assert "<script" not in write_content("html", doc)


def test_suggestions_are_shown_as_accepted() -> None:
    by = {"id": "s", "by": "p", "at": "now"}
    doc = {
        "content": [
            paragraph(
                text("kept "),
                {"type": "text", "text": "new", "marks": [{"type": "insertion", "attrs": by}]},
                {"type": "text", "text": "old", "marks": [{"type": "deletion", "attrs": by}]},
                **{"break": {"kind": "delete", **by}, "style": "heading1"},
            ),
            paragraph(text(" joined"), change={**by, "before": {"align": "right"}}, align="left"),
        ]
    }
    doc = normal_doc(doc)
    assert settled_doc(doc, "accept") == normal_doc(
        {"content": [paragraph(text("kept new joined"), style="heading1")]}
    )
    assert settled_doc(doc, "reject") == normal_doc(
        {
            "content": [
                paragraph(text("kept old"), style="heading1"),
                paragraph(text(" joined"), align="right"),
            ]
        }
    )


def test_content_that_is_none_is_refused() -> None:
    for format, content in (("json", "x"), ("json", {"type": "doc", "content": [1]}), ("html", 3)):
        with pytest.raises(BadContent):
            read_content(format, content)  # type: ignore[arg-type]
