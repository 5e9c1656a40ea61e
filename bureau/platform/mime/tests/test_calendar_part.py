"""Letters with a scheduling message (RFC 6047 §2.4)."""

from datetime import UTC, datetime

import pytest

from bureau.platform.mime import Attachment, CalendarPart, MailAddress, build_message, parse
from bureau.platform.mime import part_content as content_of

ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n".encode()


def letter(html: str = "", *files: Attachment) -> bytes:
    return build_message(
        sender=MailAddress("Alice", "alice@demo.example"),
        to=[MailAddress("", "carol@elsewhere.example")],
        subject="Invitation",
        text="Come.",
        html=html,
        attachments=files,
        calendar=CalendarPart("request\r\nX: y", ICS),
        sent_at=datetime(2026, 11, 23, tzinfo=UTC),
        message_id="a@demo.example",
    )


@pytest.mark.parametrize(
    ("html", "choices"),
    [
        ("", ["text/plain", "text/calendar"]),
        ("<p>Come.</p>", ["text/plain", "text/html", "text/calendar"]),
    ],
)
def test_it_is_an_alternative_of_the_text_and_a_file(html: str, choices: list[str]) -> None:
    raw = letter(html)
    message = parse(raw)
    alternative, file = message.root.parts
    assert message.root.media_type == "multipart/mixed"
    assert alternative.media_type == "multipart/alternative"
    assert [part.media_type for part in alternative.parts] == choices
    assert (file.media_type, file.name, file.disposition) == (
        "application/ics",
        "invite.ics",
        "attachment",
    )
    assert content_of(raw, alternative.parts[-1]) == content_of(raw, file) == ICS


def test_the_method_is_a_parameter_and_nothing_else() -> None:
    raw = letter()
    assert b"Content-Type: text/calendar; charset=utf-8; method=REQUESTXY\r\n" in raw
    assert b"\r\nX: y" not in raw


def test_other_files_stay() -> None:
    message = parse(letter("<p>Come.</p>", Attachment("a.txt", "text/plain", b"x")))
    assert [part.name for part in message.root.parts[1:]] == ["a.txt", "invite.ics"]
