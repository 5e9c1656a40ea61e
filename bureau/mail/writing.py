"""The texts of a person for compose: their own words in what lies in Sent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bureau.compose import Text, TextSource
from bureau.people import Person
from bureau.platform import blobs
from bureau.platform.mime import parse

from .models import Email, EmailLabel, Mailbox
from .own_words import own_words
from .settings import settings_of

FEWEST_LETTERS = 20
AT_ONCE = 100


def ids_of(person_id: str, since: datetime | None, most: int) -> list[str]:
    """Return the ids of the person's sent messages, newest first. One query by index."""
    sent = EmailLabel.objects.filter(
        mailbox__account_id=person_id, mailbox__role=Mailbox.Role.SENT
    ).order_by("-received_at", "-email_id")
    if since:
        sent = sent.filter(received_at__gt=since)
    return list(sent.values_list("email_id", flat=True)[:most])


def read(person_id: str, ids: Sequence[str]) -> Iterator[Text]:
    """Yield the person's own words in these messages. One query and the blobs of each hundred."""
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        rows = Email.objects.filter(account_id=person_id, id__in=chunk)
        yield from map(_text, rows.only("id", "blob", "addresses"))


def _text(email: Email) -> Text:
    body = own_words(parse(blobs.read(email.blob)))
    to = tuple((one.get("name") or "", one["email"]) for one in email.addresses.get("to", []))
    # A message without words is listed all the same, so that it is not read again each time.
    return Text(email.id, body if len(body) >= FEWEST_LETTERS else "", to)


def authors() -> Iterable[str]:
    """Return the persons who have a mailbox of their own. One query."""
    sent = Mailbox.objects.filter(role=Mailbox.Role.SENT, account__person__kind=Person.Kind.PERSON)
    return sent.values_list("account_id", flat=True)


def is_on(person_id: str) -> bool:
    """Tell whether the person wants suggestions. One query."""
    return settings_of(person_id).smart_compose_on


SENT = TextSource("mail", ids_of, read, authors, is_on)
