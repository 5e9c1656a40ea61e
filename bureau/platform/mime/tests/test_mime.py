"""Reading whatever arrives, and writing what everybody can read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .. import (
    Attachment,
    MailAddress,
    Part,
    build_message,
    html_to_text,
    parse,
    parse_addresses,
    part_content,
    remove_header,
    snippet_of,
)

WHEN = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
HEADER_LIKE = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
PIECES = st.sampled_from(
    [
        b"From: ",
        b"To: a:b;,<x@y>(c(d)\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"Content-Type: text/plain; name*0*=utf-8''%e9; name*1=\"x\"\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Subject: =?utf-8?q?=ff?= =?x?b?!?=\r\n",
        b"Date: Mon, 99 Foo 99999 99:99 +9999\r\n",
        b"\r\n",
        b"\n",
        b"--b\r\n",
        b"--b--\r\n",
        b"\x00\xff\r",
        b"References: <a@b> <",
        b"=?utf-7?q?+2D0-?=",
    ]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=40)), max_size=40))
@settings(deadline=None)
def test_parsing_never_raises_and_offsets_stay_inside(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)
    message = parse(raw)
    assert "unreadable" not in message.defects
    for part in message.root.walk():
        assert 0 <= part.head_start <= part.body_start <= part.body_end <= len(raw)
    assert "\x00" not in message.subject + message.text + message.html
    (message.subject + message.text).encode()
    assert Part.from_json(message.root.to_json()) == message.root


@given(subject=HEADER_LIKE, name=HEADER_LIKE, text=HEADER_LIKE, file=st.binary(max_size=300))
@settings(deadline=None)
def test_what_was_written_is_read_back(subject: str, name: str, text: str, file: bytes) -> None:
    raw = build_message(
        sender=MailAddress(name, "a@x.example"),
        to=[MailAddress(name, "b@x.example"), MailAddress("", "c@x.example")],
        subject=subject,
        text=text,
        attachments=[Attachment("é.bin", "application/x-thing", file)],
        sent_at=WHEN,
        message_id="1@x.example",
        headers={"X-Own": subject, "Bad Name": "x"},
    )
    message = parse(raw)
    assert [a.email for a in message.addresses("to")] == ["b@x.example", "c@x.example"]
    assert [a.email for a in message.addresses("from")] == ["a@x.example"]
    assert message.subject.split() == _line(subject).split()
    assert message.sent_at == WHEN
    assert [key.lower() for key, _ in message.headers].count("bcc") == 0
    assert {name for name, _ in message.headers} == {
        *("From", "To", "Subject", "Date", "Message-ID", "X-Own", "MIME-Version", "Content-Type")
    }
    part = message.attachments[0]
    assert (part.name, part_content(raw, part)) == ("é.bin", file)
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def _line(text: str) -> str:
    from ..words import one_line

    return one_line(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"Doe, Jane" <jane@x.example>', [("Doe, Jane", "jane@x.example")]),
        ("jane@x.example (Jane \\(Ops\\))", [("Jane \\(Ops\\)", "jane@x.example")]),
        ("Team: a@x.example, B <b@x.example>;", [("", "a@x.example"), ("B", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("=?utf-8?q?J=C3=BCrgen=2C_X?= <j@x.example>", [("Jürgen, X", "j@x.example")]),
        ("<@relay.example:j@x.example>", [("", "j@x.example")]),
        ('"unclosed <j@x.example>', [("", "unclosed<j@x.example>")]),
    ],
)
def test_addresses_are_read_as_people_write_them(
    value: str, expected: list[tuple[str, str]]
) -> None:
    assert [(a.name, a.email) for a in parse_addresses(value)] == expected


def test_a_character_split_across_encoded_words_is_whole() -> None:
    split = b"=?utf-8?b?w4Q=?= =?utf-8?q?=C3?=\r\n =?utf-8?q?=96?="
    raw = b"Subject: " + split + b" plain =?x-none?q?y?=\r\n\r\n"
    assert parse(raw).subject == "ÄÖ plain y"


def test_the_tree_has_sections_bodies_and_attachments() -> None:
    raw = build_message(
        sender=MailAddress("", "a@x.example"),
        text="plain",
        html="<p>rich <img src=cid:i></p>",
        attachments=[
            Attachment("i.png", "image/png", b"i", "i"),
            Attachment("f.pdf", "application/pdf", b"f"),
        ],
        sent_at=WHEN,
        message_id="1@x.example",
    )
    message = parse(raw)
    tree = [(part.section, part.media_type) for part in message.root.walk()]
    assert tree == [
        ("", "multipart/mixed"),
        ("1", "multipart/alternative"),
        ("1.1", "text/plain"),
        ("1.2", "multipart/related"),
        ("1.2.1", "text/html"),
        ("1.2.2", "image/png"),
        ("2", "application/pdf"),
    ]
    assert [part.section for part in message.bodies.text] == ["1.1"]
    assert [part.section for part in message.bodies.html] == ["1.2.1"]
    assert [part.section for part in message.attachments] == ["1.2.2", "2"]


def test_a_bomb_of_nested_parts_is_cut_off() -> None:
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(500)
    )
    message = parse(raw)
    assert len(list(message.root.walk())) < 40
    assert "the message has too many or too deep parts" in message.defects


def test_removing_a_header_takes_its_folded_lines_and_leaves_the_body() -> None:
    raw = b"To: a@x\r\nBCC: b@x,\r\n c@x\r\nSubject: s\r\n\r\nBcc: stays\r\n"
    assert remove_header(raw, "Bcc") == b"To: a@x\r\nSubject: s\r\n\r\nBcc: stays\r\n"


def test_html_becomes_lines_and_a_snippet_is_one_line() -> None:
    text = html_to_text("<style>x{}</style><p>One &amp; two</p><div>three<br>four</div>")
    assert text.split() == ["One", "&", "two", "three", "four"]
    assert snippet_of("> quoted\nown\u200b words\n more") == "own words more"
