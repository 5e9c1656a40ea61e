"""The texts of a person for compose: their own words in what they sent and lies in Sent."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from bureau.compose import Text, TextSource
from bureau.people import Person, addresses_of
from bureau.platform import blobs
from bureau.platform.mime import parse

from .models import ConfidentialMail, Email, EmailLabel, Identity, Mailbox
from .own_words import own_words
from .settings import settings_of

FEWEST_LETTERS = 20
AT_ONCE = 100


def ids_of(person_id: str, since: datetime | None, most: int) -> list[str]:
    """Return the ids of the person's sent messages, newest first. One query by index."""
    sent = EmailLabel.objects.filter(
        mailbox__account_id=person_id, mailbox__role=Mailbox.Role.SENT
    ).order_by("-received_at", "-email_id")
    # What few may read is not learned from.
    secret = ConfidentialMail.objects.filter(account_id=person_id).values("email_id")
    sent = sent.exclude(email_id__in=secret)
    if since:
        sent = sent.filter(received_at__gt=since)
    return list(sent.values_list("email_id", flat=True)[:most])


def read(person_id: str, ids: Sequence[str]) -> Iterator[Text]:
    """Yield the person's own words in these messages. Two queries, and one and the blobs of each
    hundred.
    """
    own = own_addresses(person_id)
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        rows = Email.objects.filter(account_id=person_id, id__in=chunk)
        for email in rows.only("id", "blob", "addresses"):
            yield _text(email, own)


def own_addresses(person_id: str) -> frozenset[str]:
    """Return the addresses that the person writes as. Two queries."""
    identities = Identity.objects.filter(account_id=person_id).values_list("email", flat=True)
    return frozenset(map(str.lower, [*addresses_of(person_id), *identities]))


def is_by(email: Email, own: Collection[str]) -> bool:
    """Tell whether the owner of the addresses wrote the message: nobody sent it for them, and it is
    not somebody else's that was moved here.
    """
    authors = email.addresses.get("sender") or email.addresses.get("from", [])
    return bool(authors) and all(one["email"].lower() in own for one in authors)


def _text(email: Email, own: Collection[str]) -> Text:
    body = own_words(parse(blobs.read(email.blob))) if is_by(email, own) else ""
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
