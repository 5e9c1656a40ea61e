"""What recipients of a confidential message get instead of it: a short notice with the link.

It has the header fields of the message, so that it is found and answered as that; the words are in
the author's language, then in the other one of ours.
"""

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bureau.people import Person
from bureau.platform.http.language import Language
from bureau.platform.mime import ParsedMessage, build_message

from .public_words import date_text, word

_HTML = (
    '<div style="max-width:34rem;font-family:system-ui,sans-serif;line-height:1.5">{parts}</div>'
)
_PART = (
    '<p>{intro}</p><p><a href="{link}" style="display:inline-block;padding:10px 18px;'
    'border-radius:8px;background:#4263eb;color:#ffffff;text-decoration:none">{open}</a></p>'
    '<p style="color:#5c5f66;font-size:13px">{until}</p>'
)


def notice_of(message: ParsedMessage, link: str, until: datetime, author: Person | None) -> bytes:
    """Return the notice for a message as it is about to be sent. Its hidden recipients are not in
    it.
    """
    senders = message.addresses("from")
    languages: tuple[Language, Language] = ("en", "fr")
    if author is not None and author.language.startswith("fr"):
        languages = ("fr", "en")
    zone = ZoneInfo(author.time_zone if author else "UTC")
    name = senders[0].name or senders[0].email
    texts = [_words(one, name, link, until.astimezone(zone)) for one in languages]
    return build_message(
        sender=senders[0],
        to=message.addresses("to"),
        cc=message.addresses("cc"),
        reply_to=message.addresses("reply-to"),
        subject=message.subject,
        text="\n\n".join(_text(one) for one in texts),
        html=_html(texts),
        sent_at=message.sent_at or datetime.now(zone),
        message_id=message.message_id,
        in_reply_to=message.in_reply_to,
        references=message.references,
        headers=_more(message),
    )


def _words(language: Language, name: str, link: str, until: datetime) -> dict[str, str]:
    return {
        "intro": word(language, "notice_intro", name=name),
        "open": word(language, "notice_open"),
        "until": word(language, "notice_until", date=date_text(until, language)),
        "link": link,
    }


def _text(words: dict[str, str]) -> str:
    return "{intro}\n\n{open}: {link}\n\n{until}".format(**words)


def _html(texts: list[dict[str, str]]) -> str:
    parts = [
        _PART.format(**{name: escape(value) for name, value in words.items()}) for words in texts
    ]
    return _HTML.format(parts="<hr>".join(parts))


def _more(message: ParsedMessage) -> dict[str, str]:
    """Return what else of the header recipients are to see: who really wrote."""
    sender = message.header("sender")
    return {"Sender": sender} if sender else {}
