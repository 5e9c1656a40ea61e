"""What anybody may send us, made up by a machine: nothing raises, cleaning is final, and cost grows
no faster than size.
"""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.platform.mime import (
    FORMS,
    Part,
    decode_words,
    html_to_text,
    message_ids,
    parse,
    parse_addresses,
    part_text,
    raw_fields,
    snippet_of,
)
from bureau.platform.mime.parse import DEEPEST, MOST_PARTS
from bureau.platform.mime.rendering import render

from ..actions.file_email import structure_of
from ..safe_css import safe_declarations, safe_stylesheet
from ..safe_html import safe_fragment, safe_page
from ..search.extract import words_inside
from ..sieve import SieveError, SieveMessage, compile_script, run
from .test_safe_html import HOSTILE, LOADS

SOME = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(SOME, max_examples=60)

LINES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b",
        b'Content-Type: multipart/alternative; boundary="b c"',
        b"Content-Type: text/html; charset=utf-7",
        b"Content-Type: text/plain; charset*=iso-2022-jp''x; charset=\xff",
        b"Content-Type: message/rfc822",
        b'Content-Type: ;;;="',
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Disposition: attachment; filename*0*=utf-8''%ff%; filename*1=\"..\\\\x\"",
        b'From: "a\\" <b@c>, Team: d, (e(f <g@h>;',
        b"Subject: =?utf-8?q?=?= =?x?b?////?= =?utf-8?B?w4A",
        b"Date: Thu, 99 Foo 99999 99:99:99 +9999",
        b"Message-ID: <<a@b>>",
        b"References: <a@b <c@d> >",
        b"--b",
        b"--b--",
        b"--b c",
        b"",
        b" folded",
        b"\tmore\x00\x80",
        b"=3D=\r=",
        b"PGI+eDwvYj4=",
        b"+ADw-script+AD4-",
        b"\x1b$B!!\x1b(B",
    ]
)
ENDS = st.sampled_from([b"\r\n", b"\n", b"\r", b"\r\r\n"])
MESSAGES = st.one_of(
    st.binary(max_size=400),
    st.lists(st.tuples(LINES | st.binary(max_size=30), ENDS), max_size=40).map(
        lambda lines: b"".join(line + end for line, end in lines)
    ),
)


@SOME
@given(MESSAGES)
def test_any_bytes_are_a_message(raw: bytes) -> None:
    message = parse(raw)
    assert "unreadable" not in message.defects
    assert message.size_bytes == len(raw)
    parts = list(message.root.walk())
    assert len(parts) <= MOST_PARTS + DEEPEST
    for part in parts:
        assert 0 <= part.head_start <= part.body_start <= part.body_end <= len(raw)
        assert "\x00" not in part.name
        assert not re.search(r"[\r\n]", part.name + part.media_type + part.content_id)
        part_text(raw, part)
    for text in (message.subject, *(name for name, _ in message.headers)):
        assert not re.search(r"[\r\n\x00]", text)
    stored = structure_of(message)
    assert Part.from_json(stored["root"]).to_json() == stored["root"]
    render(raw, message.root)
    safe_page(raw)
    words_inside(raw, message)
    assert parse(raw) == message


@SOME
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_a_header_value(value: str) -> None:
    for read in FORMS.values():
        read(value)
    assert not re.search(r"[\r\n]", decode_words(value))
    for one in parse_addresses(value):
        assert not re.search(r"[\r\n\x00]", one.email + one.name)
    for message_id in message_ids(value):
        assert not re.search(r"[\s<>]", message_id)
    raw_fields(value.encode("utf-8", "surrogateescape"))


PIECES = st.sampled_from(
    [
        *HOSTILE,
        '<p style="',
        "<p class='x' style='color:red",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<img src=",
        "cid:x",
        "//evil.example/x",
        " onerror=alert(1) ",
        "'",
        '"',
        ">",
        "<svg><style>",
        "<math><mtext>",
        "<table><tr><td>",
        "<a href=' java&#9;script:alert(1)'>",
        "url(",
        "@import",
        "\\75rl(",
        "{}",
        "\x00",
        "&lt;script&gt;",
        " data-remote-src=x src=y",
    ]
)
PAGES = st.lists(PIECES | st.text(max_size=12), max_size=12).map("".join)


@SOME
@given(PAGES)
def test_cleaning_is_final_and_leaves_nothing_that_loads(source: str) -> None:
    clean = safe_fragment(source, {})
    # What stands in text or in an attribute's words is no tag: only real ones are judged.
    markup = "".join(re.findall(r"<[^>]*>|<style[^>]*>.*?</style>", clean, re.DOTALL))
    markup = re.sub(r' (?:alt|title|class|data-remote-src|aria-label)="[^"]*"', "", markup)
    assert LOADS.search(markup) is None
    again = safe_fragment(clean, {})
    assert safe_fragment(again, {}) == again
    html_to_text(source)
    snippet_of(source)


@SOME
@given(st.text(max_size=120) | PAGES)
def test_clean_rules_stay_clean(source: str) -> None:
    kept = safe_declarations(source)
    assert safe_declarations(kept) == kept
    sheet = safe_stylesheet(source)
    assert safe_stylesheet(sheet) == sheet
    assert "<" not in kept + sheet


SCRIPT = st.lists(
    st.sampled_from(
        [
            "require", "if", "elsif", "else", "keep", "discard", "fileinto", "stop", "header",
            "anyof", "not", "exists", "address", "size", ":over", ":contains", ":matches", ":is",
            '"*?*"', '"fileinto"', '"Subject"', "10K", "99999999999G", "{", "}", "(", ")", "[", "]",
            ",", ";", "#x\n", "/*", "*/", "text:\n.\n", '"\\"', ":comparator", '"i;octet"',
            "${a}", "vacation", "set",
        ]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


@SOME
@given(SCRIPT | st.text(max_size=100), MESSAGES)
def test_a_script_is_refused_or_runs(script: str, raw: bytes) -> None:
    try:
        compiled = compile_script(script)
    except SieveError:
        return
    found = parse(raw)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    message = SieveMessage(found.headers, len(raw), "a@x.example", "b@x.example", now, found.text)
    run([compiled], message)


QUERY = st.lists(
    st.sampled_from(
        [
            "from:", "to:a", "-", "OR", "(", ")", '"', "is:unread", "has:attachment", "larger:5M",
            "older_than:9999999999y", "newer_than:-1d", "before:2026-02-30", "after:x", "in:inbox",
            "label:a/b", "filename:*.pdf", "{", "}", "NOT", ":", "subject:(a b)", "\x00", "é",
        ]
    )
    | st.text(max_size=10),
    max_size=14,
).map(" ".join)  # fmt: skip


@pytest.mark.django_db
def test_a_search_is_understood_somehow() -> None:
    from ..search.syntax import read_query

    @FEW
    @given(QUERY)
    def understood(text: str) -> None:
        read_query(text[:1_000], "nobody")

    understood()


@FEW
@given(st.binary(max_size=300), st.integers(0, 300), st.booleans())
def test_a_broken_office_file_has_no_words(noise: bytes, at: int, is_pdf: bool) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p>some words that are packed</w:p>" * 20)
    content = bytearray(packed.getvalue())
    content[at : at + len(noise)] = noise
    raw = (
        b"Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document\r\n"
        b"Content-Disposition: attachment; filename=a.docx\r\n\r\n" + bytes(content)
    )
    words_inside(raw, parse(raw))
