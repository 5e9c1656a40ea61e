"""What Word keeps of a document: everything of ours, and once read it stays as it is."""

from hypothesis import HealthCheck, given, settings

from bureau.docs.content.schema import check
from bureau.docs.convert.docx.reading.document import read
from bureau.docs.convert.docx.writing.document import write
from bureau.docs.convert.tree import Node

from .envelopes import envelopes
from .everything import ASSETS, everything

IDS = {"asset:picture": "asset:picture"}


def with_picture_named(envelope: Node, name: str) -> str:
    """Return the envelope as text, with its pictures under another name."""
    return repr(envelope).replace("asset:picture", name)


def test_a_document_with_everything_in_it_comes_back_equal() -> None:
    found = read(write(everything(), ASSETS, "All"))
    (name,) = found.assets
    assert repr(found.envelope) == with_picture_named(everything(), f"asset:{name}")
    assert found.assets[name] == ASSETS["picture"]
    assert found.warnings == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(envelopes())
def test_what_was_read_from_word_is_the_same_when_written_and_read_again(envelope: Node) -> None:
    once = read(write(envelope, ASSETS, "Any"))
    check(once.envelope["body"])
    twice = read(write(once.envelope, once.assets, "Any"))
    assert twice.envelope == once.envelope
    assert twice.assets == once.assets


def test_a_comment_does_not_lead_into_a_footnote() -> None:
    marks = [{"type": "comment", "attrs": {"id": "t0"}}]
    words = {"type": "text", "text": "word", "marks": marks}
    content = [words, {"type": "footnote", "content": [{**words}]}, {"type": "text", "text": "end"}]
    envelope = everything() | {
        "body": {"type": "doc", "content": [{"type": "paragraph", "content": content}]},
        "threads": [
            {
                "id": "t0",
                "resolved": False,
                "comments": [{"author": "Ada", "at": "2026-03-01T09:30:00Z", "text": "Why?"}],
            }
        ],
    }
    once = read(write(envelope, ASSETS, "Any")).envelope
    assert [one["anchor_text"] for one in once["threads"]] == ["word"]
    assert read(write(once, ASSETS, "Any")).envelope == once
