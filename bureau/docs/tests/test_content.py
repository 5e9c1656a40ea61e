"""What stands in the shared document is what the JSON says, both ways, whatever the characters."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlText

from bureau.docs.content.encoding import attribute_name
from bureau.docs.content.normal import normal_doc
from bureau.docs.content.schema import check
from bureau.docs.content.writing import write_envelope
from bureau.docs.content.ydoc import fragment, read_envelope, read_part
from bureau.docs.errors import BadContent

Json = Any
WEB = Path(__file__).parents[3] / "web"

words = st.text(st.sampled_from("ab é😀👩‍👩‍👧ç中"), min_size=1, max_size=6)
ids = st.sampled_from(["t1", "t2", "t3"])
marks = st.lists(
    st.one_of(
        st.sampled_from(["bold", "italic", "code"]).map(lambda kind: {"type": kind}),
        ids.map(lambda id: {"type": "comment", "attrs": {"id": id}}),
        st.sampled_from([9, 11.5]).map(lambda n: {"type": "fontSize", "attrs": {"size": n}}),
        ids.map(
            lambda id: {"type": "insertion", "attrs": {"id": id, "by": "guest:Ann", "at": "now"}}
        ),
    ),
    max_size=4,
)
texts = st.builds(lambda text, on: {"type": "text", "text": text, "marks": on}, words, marks)
leaves = st.sampled_from(
    [
        {"type": "hardBreak"},
        {"type": "mention", "attrs": {"ref": "2026-03-01", "kind": "date", "label": "1 March"}},
        {"type": "image", "attrs": {"src": "asset:1", "width": 120.0, "comments": ["t1", "t2"]}},
        {"type": "footnote", "content": [{"type": "text", "text": "see 😀"}]},
    ]
)
paragraphs = st.builds(
    lambda style, content: {"type": "paragraph", "attrs": style, "content": content},
    st.sampled_from([{}, {"style": "heading2"}, {"list": "bullet", "level": 2, "listId": "l"}]),
    st.lists(st.one_of(texts, leaves), max_size=4),
)
cells = st.builds(
    lambda content: {"type": "tableCell", "attrs": {"colwidth": [80]}, "content": content},
    st.lists(paragraphs, min_size=1, max_size=2),
)
tables = st.lists(
    st.builds(
        lambda content: {"type": "tableRow", "content": content},
        st.lists(cells, min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=2,
).map(lambda rows: {"type": "table", "content": rows})
bodies = st.lists(
    st.one_of(paragraphs, paragraphs, tables, st.just({"type": "horizontalRule"})), max_size=6
).map(lambda blocks: normal_doc({"content": blocks}))


def envelope(body: Json, **page: Json) -> Json:
    return {"schema": 1, "page": page, "body": body, "header": None, "footer": None}


def written(value: Json) -> "Doc[Any]":
    doc: Doc[Any] = Doc()
    with doc.transaction():
        write_envelope(doc, value)
    return doc


@given(bodies)
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_read_again(body: Json) -> None:
    check(body)
    again: Doc[Any] = Doc()
    again.apply_update(written(envelope(body)).get_update())
    assert read_envelope(again) == envelope(body)


@given(bodies, bodies)
@settings(max_examples=80, deadline=None)
def test_a_document_can_be_changed_into_any_other(before: Json, after: Json) -> None:
    doc = written(envelope(before, size="A5", margins={"top": 10}))
    with doc.transaction():
        write_envelope(doc, envelope(after, size="A3"))
    assert read_envelope(doc) == envelope(after, size="A3")


def paragraph(*content: Json, **attrs: Json) -> Json:
    return {"type": "paragraph", **({"attrs": attrs} if attrs else {}), "content": list(content)}


def text(value: str, *on: Json) -> Json:
    return {"type": "text", "text": value, **({"marks": list(on)} if on else {})}


def comment(id: str) -> Json:
    return {"type": "comment", "attrs": {"id": id}}


def body(*blocks: Json) -> Json:
    return {"type": "doc", "content": list(blocks)}


def test_a_change_of_one_word_leaves_what_another_types_beside_it() -> None:
    doc = written(envelope(body(paragraph(text("😀 one two three")), paragraph(text("four")))))
    other: Doc[Any] = Doc()
    other.apply_update(doc.get_update())
    with doc.transaction():
        wanted = body(paragraph(text("😀 one 2 three")), paragraph(text("four")))
        write_envelope(doc, envelope(wanted))
    theirs = fragment(other, "body").children[0]
    assert isinstance(theirs, XmlElement)
    line = theirs.children[0]
    assert isinstance(line, XmlText)
    line.insert(len(line), " and more")
    doc.apply_update(other.get_update())
    assert read_part(doc, "body") == body(
        paragraph(text("😀 one 2 three and more")), paragraph(text("four"))
    )


def test_overlapping_comments_stand_side_by_side() -> None:
    value = body(paragraph(text("a", comment("t1")), text("b", comment("t1"), comment("t2"))))
    assert read_part(written(envelope(value)), "body") == value
    assert attribute_name(comment("t1")).startswith("comment--")
    assert attribute_name(comment("t1")) != attribute_name(comment("t2"))


def test_what_a_client_wrote_against_the_schema_is_passed_over() -> None:
    doc = written(envelope(body(paragraph(text("kept")))))
    parts = fragment(doc, "body")
    with doc.transaction():
        parts.children.append(XmlElement("script", {"x": "y"}))
        parts.children.append(XmlText("loose"))
        parts.children.append(XmlElement("table"))
    assert read_part(doc, "body") == body(paragraph(text("kept")))
    with doc.transaction():
        write_envelope(doc, envelope(body(paragraph(text("kept")))))
    assert len(parts.children) == 1


def test_an_empty_document_holds_one_empty_paragraph() -> None:
    doc: Doc[Any] = Doc()
    assert read_envelope(doc) == envelope(body({"type": "paragraph"}))


def test_what_the_schema_does_not_allow_is_refused() -> None:
    with pytest.raises(BadContent):
        check({"type": "doc", "content": [{"type": "tableRow"}]})
    with pytest.raises(BadContent):
        check({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "no"}]}]})


CONFORMANCE = """
import { readFileSync, writeFileSync } from "node:fs";
import * as Y from "yjs";
import { Schema, Node } from "prosemirror-model";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
const [schemaFile, jsonFile, inFile, outFile] = process.argv.slice(-4);
const schema = new Schema(JSON.parse(readFileSync(schemaFile)));
const theirs = new Y.Doc();
Y.applyUpdate(theirs, readFileSync(inFile));
const read = yXmlFragmentToProseMirrorRootNode(theirs.getXmlFragment("body"), schema);
read.check();
const mine = new Y.Doc();
prosemirrorToYXmlFragment(Node.fromJSON(schema, JSON.parse(readFileSync(jsonFile))), mine.getXmlFragment("body"));
writeFileSync(outFile, Y.encodeStateAsUpdate(mine));
console.log(JSON.stringify({
  node: read.toJSON(),
  same: JSON.stringify(strip(theirs)) === JSON.stringify(strip(mine)),
}));
function strip(doc) { return doc.getXmlFragment("body").toArray().map(shape); }
function shape(type) {
  if (type instanceof Y.XmlText) return type.toDelta().map((op) => [op.insert, sorted(op.attributes)]);
  return [type.nodeName, sorted(type.getAttributes()), type.toArray().map(shape)];
}
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
"""  # noqa: E501


@pytest.mark.skipif(not (WEB / "node_modules/y-prosemirror").is_dir(), reason="npm not installed")
def test_a_browser_reads_what_we_wrote_and_writes_what_we_read(tmp_path: Path) -> None:
    """Conformance with y-prosemirror: equal nodes both ways, equal attributes and mark names."""
    value = body(
        paragraph(
            text("Grüße 😀 ", {"type": "bold"}, comment("t1")),
            text("beide", comment("t1"), comment("t2")),
            {"type": "image", "attrs": {"src": "asset:1", "width": 120, "comments": ["t1"]}},
            text(" x", {"type": "link", "attrs": {"href": "https://a.example", "title": None}}),
            {"type": "footnote", "content": [text("note")]},
        ),
        paragraph(text("item"), list="bullet", level=1, listId="l1"),
        {
            "type": "table",
            "content": [
                {
                    "type": "tableRow",
                    "content": [
                        {
                            "type": "tableCell",
                            "attrs": {"colwidth": [120]},
                            "content": [paragraph(text("cell"))],
                        }
                    ],
                }
            ],
        },
    )
    folder = Path(__file__).parents[1]
    (tmp_path / "body.json").write_text(json.dumps(value), encoding="utf-8")
    (tmp_path / "ours.bin").write_bytes(written(envelope(value)).get_update())
    script = tmp_path / "conform.mjs"
    script.write_text(CONFORMANCE, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(WEB / "node_modules")
    done = subprocess.run(
        [
            "node",
            "--preserve-symlinks",
            str(script),
            str(folder / "schema.json"),
            *(str(tmp_path / name) for name in ("body.json", "ours.bin", "theirs.bin")),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.strip().splitlines()[-1])
    assert normal_doc(said["node"]) == value
    theirs: Doc[Any] = Doc()
    theirs.apply_update((tmp_path / "theirs.bin").read_bytes())
    assert read_part(theirs, "body") == value
    assert said["same"]
