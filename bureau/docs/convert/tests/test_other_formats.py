"""OpenDocument, HTML, Markdown and plain text: what comes back is a fixed point there too."""

from hypothesis import HealthCheck, given, settings

from bureau.docs.content.schema import check
from bureau.docs.convert.formats import reader, writer
from bureau.docs.convert.tree import Node, attribute, mark_of, plain, walk

from .envelopes import envelopes
from .everything import ASSETS, everything, png


def again(format: str, envelope: Node) -> Node:
    """Return a document after it was written and read."""
    return reader(format)(writer(format)(envelope, ASSETS, "All")).envelope


def test_open_document_texts_keep_all_but_suggested_settings_of_paragraphs() -> None:
    found = again("odt", everything())
    kept = found["body"]["content"][:30]
    wanted = everything()["body"]["content"][:30]
    differing = [one for one, other in zip(kept, wanted, strict=True) if plain(one) != plain(other)]
    assert differing == []
    assert [one["type"] for one in found["body"]["content"]] == [
        one["type"] for one in everything()["body"]["content"]
    ]
    assert found["page"] == everything()["page"]
    assert found["header"] == everything()["header"]
    assert found["footer"] == everything()["footer"]
    assert found["threads"] == everything()["threads"]
    changes = [
        mark_of(one, kind) for one in walk(found["body"]) for kind in ("insertion", "deletion")
    ]
    assert {(one["by"], one["at"]) for one in changes if one} == {("Ada", "2026-03-01T09:30:00Z")}


def test_open_document_texts_may_have_a_bare_first_page() -> None:
    given = everything()
    given["page"]["differentFirst"] = True

    found = again("odt", given)
    assert found["page"] == given["page"]
    assert found["header"] == given["header"]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(envelopes())
def test_any_document_can_be_an_open_document_text(envelope: Node) -> None:
    check(again("odt", envelope)["body"])


def test_web_pages_hold_their_pictures_and_equations() -> None:
    page = writer("html")(everything(), ASSETS, "A & B").decode()
    assert "<title>A &amp; B</title>" in page
    assert "data:image/png;base64," in page
    assert "<mfrac>" in page
    assert '<a href="#a-heading1">' in page
    assert "kept newbolder" in plain(reader("html")(page.encode()).envelope["body"])


def test_what_was_read_from_a_web_page_or_markdown_stays_as_it_is() -> None:
    for format in ("html", "md"):
        once = again(format, everything())
        found = reader(format)(writer(format)(everything(), ASSETS, "All"))
        written = writer(format)(found.envelope, found.assets, "All")
        assert reader(format)(written).envelope == once


def test_pictures_of_web_pages_that_are_kept_elsewhere_are_left_out() -> None:
    found = reader("html")(b'<p>a<img src="https://a.example/b.png">b</p>')
    assert plain(found.envelope["body"]) == "ab"
    assert found.warnings == ["Pictures that are kept elsewhere were left out."]


def test_the_encoding_of_text_and_pages_is_found() -> None:
    assert plain(reader("txt")("é\u20ac".encode("utf-16")).envelope["body"]) == "é\u20ac"
    assert plain(reader("txt")("é\u20ac".encode("cp1252")).envelope["body"]) == "é\u20ac"
    page = '<meta charset="iso-8859-2"><p>ł</p>'.encode("iso-8859-2")
    assert plain(reader("html")(page).envelope["body"]) == "ł"


def test_pictures_know_their_own_size() -> None:
    import base64

    source = base64.b64encode(png(40, 20)).decode()
    found = reader("md")(f"![dot](data:image/png;base64,{source})".encode())
    (image,) = [one for one in walk(found.envelope["body"]) if one["type"] == "image"]
    assert (attribute(image, "width"), attribute(image, "height")) == (40, 20)
