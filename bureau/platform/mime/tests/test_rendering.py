"""ENVELOPE and BODYSTRUCTURE byte for byte, and for whatever anybody sends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..parse import parse
from ..raw_addresses import parse_raw_addresses
from ..rendering import LISTED, fields_of, listed_lines, pick_lines, render, string


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (b"", []),
        (b"a@b", [(None, None, b"a", b"b")]),
        (b"<a@b>", [(None, None, b"a", b"b")]),
        (b"A B <a@b.c>", [(b"A B", None, b"a", b"b.c")]),
        (b'"A, B" <a@b>', [(b"A, B", None, b"a", b"b")]),
        (b'"A \\"q\\" B" <a@b>', [(b'A "q" B', None, b"a", b"b")]),
        (b"=?utf-8?q?J=C3=B6rg?= <a@b>", [(b"=?utf-8?q?J=C3=B6rg?=", None, b"a", b"b")]),
        (b"a@b (Real Name)", [(b"Real Name", None, b"a", b"b")]),
        (b"a@b (one (two) three)", [(b"one (two) three", None, b"a", b"b")]),
        (b"<@r:a@b>", [(None, b"@r", b"a", b"b")]),
        (b"<@r,@s:a@b>, c@d", [(None, b"@r,@s", b"a", b"b"), (None, None, b"c", b"d")]),
        (b"g: a@b;", [(None, None, b"g", None), (None, None, b"a", b"b"), (None,) * 4]),
        (b"g:;", [(None, None, b"g", None), (None,) * 4]),
        (b'"g h": a@b', [(None, None, b"g h", None), (None, None, b"a", b"b"), (None,) * 4]),
        (b'"x y"@b', [(None, None, b"x y", b"b")]),
        (b"a@[127.0.0.1]", [(None, None, b"a", b"[127.0.0.1]")]),
        (b"nobody", [(None, None, b"nobody", b"")]),
        (b"a@b,,c@d,", [(None, None, b"a", b"b"), (None, None, b"c", b"d")]),
    ],
)
def test_addresses(value: bytes, found: list[tuple[bytes | None, ...]]) -> None:
    read = [(one.name, one.route, one.mailbox, one.host) for one in parse_raw_addresses(value)]
    assert read == found


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, b"NIL"),
        (b"", b'""'),
        (b'a "b" \\c', b'"a \\"b\\" \\\\c"'),
        ("caf\u00e9".encode(), "{5}\r\ncaf\u00e9".encode()),
        (b"a\nb", b"{3}\r\na\nb"),
        (b"a\0b", b"{3}\r\na\x80b"),
    ],
)
def test_strings(value: bytes | None, written: bytes) -> None:
    assert string(value) == written


def test_an_empty_sender_is_the_author() -> None:
    raw = b"From: a@b\r\nSender: \r\nReply-To:\r\nSubject:\r\n\r\n"
    author = b'((NIL NIL "a" "b"))'
    envelope = b'(NIL "" %b %b %b NIL NIL NIL NIL NIL)' % (author, author, author)
    assert render(raw, parse(raw).root).envelope == envelope


def test_messages_in_messages_are_rendered_to_a_depth() -> None:
    raw = b"Content-Type: message/rfc822\r\n\r\n" * 40 + b"Subject: deep\r\n\r\nx"
    found = render(raw, parse(raw).root)
    assert found.structure.count(b'"rfc822"') == 12
    assert found.structure.count(b"(") == found.structure.count(b")")
    assert b'"application" "octet-stream"' in found.structure


def test_kept_lines_are_those_of_the_header() -> None:
    head = b"To: a@b\r\nX-Long: y\r\nSubject: one\r\n two\r\nTO : c@d\r\n\r\n"
    kept = listed_lines(head, LISTED)
    names = frozenset({b"to"})
    assert kept == b"To: a@b\r\nSubject: one\r\n two\r\nTO : c@d\r\n"
    assert pick_lines(kept, names) == listed_lines(head, names) == b"To: a@b\r\nTO : c@d\r\n"
    assert pick_lines(kept, frozenset({b"cc"})) == b""
    others = listed_lines(head, names, others=True)
    assert others == b"X-Long: y\r\nSubject: one\r\n two\r\n"
    assert fields_of(head, 0, len(head))[b"subject"] == [b"one two"]


MESSAGES = st.lists(
    st.sampled_from(
        [b"From: ", b"To: ", b"Content-Type: multipart/mixed; boundary=x", b"\r\n", b"\n", b"--x"]
        + [
            b"--x--",
            b'"',
            b"(",
            b")",
            b"<",
            b">",
            b":",
            b";",
            b",",
            b"@",
            b"\\",
            b" ",
            b"\0",
            b"\xff",
        ]
        + [b"Content-Type: message/rfc822", b"a", b"=?utf-8?q?", b"\r\n\r\n"]
    ),
    max_size=60,
).map(b"".join)


@settings(max_examples=300, deadline=None)
@given(MESSAGES)
def test_whatever_comes_is_rendered_as_balanced_lists(raw: bytes) -> None:
    found = render(raw, parse(raw).root)
    for written in (found.envelope, found.body, found.structure):
        assert balance(written) == 0


def balance(written: bytes) -> int:
    """Return the depth at the end, strings and literals skipped."""
    depth = at = 0
    while at < len(written):
        character = written[at : at + 1]
        if character == b'"':
            at += 1
            while written[at : at + 1] != b'"':
                at += 2 if written[at : at + 1] == b"\\" else 1
        elif character == b"{":
            size, _, _ = written[at + 1 :].partition(b"}")
            at += len(size) + 3 + int(size)
        depth += {b"(": 1, b")": -1}.get(character, 0)
        at += 1
    return depth
