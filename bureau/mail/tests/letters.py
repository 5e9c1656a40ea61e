"""Messages for tests."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.people import Person

    from ..actions.send import Letter


def letter(subject: str = "Offer", author: str = "Vera Vendor <vera@vendor.example>") -> bytes:
    """Return a message from outside."""
    return (
        f"From: {author}\r\nTo: anna@demo.example\r\nSubject: {subject}\r\n"
        f"Message-ID: <{subject}@vendor.example>\r\n\r\nOne euro.\r\n"
    ).encode()


def letter_of(person: "Person", subject: str, *to: str, is_automatic: bool = False) -> "Letter":
    """Return a message of one of ours that is about to be sent."""
    from bureau.platform.mime import parse

    from ..actions.send import Letter

    raw = (
        f"From: {person.name} <{person.email}>\r\nTo: {', '.join(to)}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{subject}@demo.example>\r\n\r\nHello\r\n"
    ).encode()
    return Letter(
        account_id=person.id,
        raw=raw,
        message=parse(raw),
        author=person.email,
        recipients=to,
        is_automatic=is_automatic,
    )
