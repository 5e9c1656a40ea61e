"""An account with many messages of realistic words, written through the models in large steps."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

    from bureau.mail.models import Email

PER_THREAD = 3
STEP = 500 * PER_THREAD
"""No conversation lies in two steps."""
AT_ONCE = 300
WORDS_IN_BODY, WORDS_IN_SUBJECT = 80, 5
SENDERS = 400
START = datetime(2016, 1, 1, tzinfo=UTC)
MINUTES_APART = 5


@dataclass(frozen=True)
class Place:
    """Where messages go."""

    account_id: str
    inbox_id: str
    label_ids: list[str]
    blob: str


class Writer:
    """Words by how often they are used, and the people who write."""

    def __init__(self) -> None:
        from wordfreq import get_frequency_dict

        self.random = random.Random(4)
        ranked = sorted(get_frequency_dict("en").items(), key=lambda item: -item[1])[:60_000]
        ranked = [(word, often) for word, often in ranked if word.isalpha()]
        self.words = [word for word, _ in ranked]
        self._weights = list(accumulate(often for _, often in ranked))
        names = [word for word in self.words[2_000:6_000] if len(word) > 3]
        self.people = [
            {"name": f"{one.title()} {other.title()}", "email": f"{one}.{other}@mail.example"}
            for one, other in zip(names[:SENDERS], names[SENDERS : 2 * SENDERS], strict=True)
        ]

    def text(self, count: int) -> str:
        """Return so many words."""
        return " ".join(self.random.choices(self.words, cum_weights=self._weights, k=count))


def open_place(local: str) -> Place:
    """Make a person with an account and ten labels."""
    from bureau import mail, people
    from bureau.mail.models import Mailbox
    from bureau.platform import blobs

    new = people.NewPerson(f"{local}@demo.example", "Large Mailbox", state="active")
    person = people.create_person(people.SYSTEM, new)
    mail.open_account(person)
    labels = [Mailbox(account_id=person.id, name=f"Label {number}") for number in range(10)]
    Mailbox.objects.bulk_create(labels)
    inbox = Mailbox.objects.get(account_id=person.id, role="inbox")
    blob = blobs.put(b"Subject: Filled\r\n\r\nA message of the benchmark.\r\n")
    return Place(person.id, inbox.id, [label.id for label in labels], blob.hash)


def fill(place: Place, count: int) -> None:
    """Write the messages, oldest first, a third of them beginning a conversation."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
    writer = Writer()
    rows = _emails(place, writer, count)
    while chunk := list(islice(rows, STEP)):
        with transaction.atomic():
            _store(place, writer, chunk)
    _count(place)


def _emails(place: Place, writer: Writer, count: int) -> Iterator["Email"]:
    from bureau.mail.models import Email
    from bureau.platform.ids import new_id

    thread_id, subject = "", ""
    for number in range(count):
        if number % PER_THREAD == 0:
            thread_id, subject = new_id(), writer.text(WORDS_IN_SUBJECT)
        body = writer.text(WORDS_IN_BODY)
        moment = START + timedelta(minutes=MINUTES_APART * number)
        email = Email(
            account_id=place.account_id,
            thread_id=thread_id,
            blob=place.blob,
            size_bytes=2_000 + len(body),
            message_id=f"{number}@mail.example",
            addresses={
                "from": [writer.random.choice(writer.people)],
                "to": [{"name": "Large Mailbox", "email": "large@demo.example"}],
            },
            subject=subject.capitalize(),
            snippet=body[:200],
            sent_at=moment,
            received_at=moment,
            has_attachment=number % 12 == 0,
            modseq=1,
        )
        email.set_keywords(_keywords(number))
        email.body = body  # type: ignore[attr-defined]
        yield email


def _keywords(number: int) -> list[str]:
    found = [] if number % 10 == 0 else ["$seen"]
    found += ["$flagged"] if number % 500 == 7 else []
    return found + (["$answered"] if number % 9 == 1 else [])


def _store(place: Place, writer: Writer, emails: list["Email"]) -> None:
    from bureau.mail.models import EmailKeyword, EmailText, Thread

    threads = dict.fromkeys(email.thread_id for email in emails)
    _insert(Thread(id=one, account_id=place.account_id) for one in threads)
    _insert(emails)
    _insert(
        EmailText(email=one, authors="", receivers="", subject="", body=_body(one))
        for one in emails
    )
    _label(place, emails)
    _insert(
        EmailKeyword(
            account_id=place.account_id,
            keyword=keyword,
            email=one,
            thread_id=one.thread_id,
            received_at=one.received_at,
        )
        for one in emails
        for keyword in one.keywords
        if keyword != "$seen"
    )
    _index(place, emails)


def _insert(rows: Iterable["Model"]) -> None:
    from bureau.platform.db import insert

    waiting = iter(rows)
    while chunk := list(islice(waiting, AT_ONCE)):
        insert(*chunk)


def _body(email: "Email") -> str:
    body: str = email.body  # type: ignore[attr-defined]
    return body


def _label(place: Place, emails: list["Email"]) -> None:
    from bureau.mail.models import EmailLabel, ThreadLabel

    def boxes(email: "Email") -> list[str]:
        number = int(email.message_id.partition("@")[0])
        extra = number // PER_THREAD
        return [place.inbox_id, *([place.label_ids[extra % 10]] if extra % 5 == 0 else [])]

    labels = [
        EmailLabel(
            mailbox_id=box,
            email=one,
            thread_id=one.thread_id,
            uid=int(one.message_id.partition("@")[0]) + 1,
            received_at=one.received_at,
            is_unread=one.is_unread,
            keyword_line=one.keyword_line,
        )
        for one in emails
        for box in boxes(one)
    ]
    _insert(labels)
    folded: dict[tuple[str, str], ThreadLabel] = {}
    for label in labels:
        row = folded.setdefault(
            (label.mailbox_id, label.thread_id),
            ThreadLabel(mailbox_id=label.mailbox_id, thread_id=label.thread_id, emails=0, unread=0),
        )
        row.emails, row.unread = row.emails + 1, row.unread + label.is_unread
        row.newest_at, row.newest_email_id = label.received_at, label.email_id
    _insert(folded.values())


def _index(place: Place, emails: list["Email"]) -> None:
    from bureau.mail.search.index import Entry, index
    from bureau.mail.search.keys import make_entry
    from bureau.mail.search.tokens import ATTACHMENT, Space, token, tokens

    def top(email: "Email") -> list[str]:
        author: dict[str, Any] = email.addresses["from"][0]
        people = f"{author['name']} {author['email']}"
        found = tokens(Space.ANY, place.account_id, f"{people} {email.subject}")
        found += tokens(Space.FROM, place.account_id, people)
        found += tokens(Space.SUBJECT, place.account_id, email.subject)
        mark = [token(Space.MARK, place.account_id, ATTACHMENT)]
        return found + (mark if email.has_attachment else [])

    index().write(
        [
            Entry(
                make_entry(place.account_id, one.id, one.thread_id, one.received_at),
                top(one),
                tokens(Space.ANY, place.account_id, _body(one)),
            )
            for one in emails
        ]
    )


def _count(place: Place) -> None:
    from django.db.models import Count, Q, Sum

    from bureau.mail.models import EmailLabel, Mailbox, ThreadLabel

    for box in Mailbox.objects.filter(account_id=place.account_id):
        emails = EmailLabel.objects.filter(mailbox=box).aggregate(
            total=Count("id"), unread=Count("id", filter=Q(is_unread=True))
        )
        threads = ThreadLabel.objects.filter(mailbox=box).aggregate(
            total=Count("id"), unread=Count("id", filter=Q(unread__gt=0)), all=Sum("emails")
        )
        Mailbox.objects.filter(id=box.id).update(
            total_emails=emails["total"],
            unread_emails=emails["unread"],
            total_threads=threads["total"],
            unread_threads=threads["unread"],
            uid_next=emails["total"] + 1_000_000_000,
        )
