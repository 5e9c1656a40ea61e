"""An account with many messages of realistic words, written through the models in large steps."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

    from bureau.mail.models import Email
    from bureau.platform.mime import ParsedMessage

PER_THREAD = 3
STEP = 500 * PER_THREAD
"""No conversation lies in two steps."""
AT_ONCE = 300
WORDS_IN_BODY, WORDS_IN_SUBJECT = 80, 5
SENDERS = 400
START = datetime(2016, 1, 1, tzinfo=UTC)
MINUTES_APART = 5
OWNER = {"name": "Large Mailbox", "email": "large@demo.example"}
FILE = (
    b"--b\r\nContent-Type: image/png\r\n"
    b"Content-Disposition: attachment; filename=plan.png\r\n\r\nx\r\n--b--\r\n"
)


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
            cursor.execute("PRAGMA cache_size = -500000")
    writer = Writer()
    rows = _filings(place, writer, count)
    while chunk := list(islice(rows, STEP)):
        with transaction.atomic():
            _store(place, chunk)
    _count(place)


@dataclass(frozen=True)
class Filed:
    """A message as it is stored, and as it was read."""

    number: int
    email: "Email"
    message: "ParsedMessage"


def _filings(place: Place, writer: Writer, count: int) -> Iterator[Filed]:
    from bureau.mail.actions.file_email import structure_of
    from bureau.mail.models import Email
    from bureau.platform.ids import new_id

    plain, with_file = _read(b""), _read(FILE)
    structures = {one: structure_of(one) for one in (plain, with_file)}
    thread_id, subject = "", ""
    for number in range(count):
        if number % PER_THREAD == 0:
            thread_id, subject = new_id(), writer.text(WORDS_IN_SUBJECT).capitalize()
        body = writer.text(WORDS_IN_BODY)
        has_file = number % 12 == 0
        message = replace(with_file if has_file else plain, subject=subject, text=body)
        moment = START + timedelta(minutes=MINUTES_APART * number)
        email = Email(
            account_id=place.account_id,
            thread_id=thread_id,
            blob=place.blob,
            fingerprint=f"{number:064x}",
            is_delivered=True,
            size_bytes=2_000 + len(body) + number % 50 * 60_000 * has_file,
            message_id=f"{number}@mail.example",
            addresses={"from": [writer.random.choice(writer.people)], "to": [OWNER]},
            subject=subject,
            snippet=body[:200],
            structure=structures[with_file if has_file else plain],
            sent_at=moment,
            received_at=moment,
            has_attachment=has_file,
            modseq=1,
        )
        email.set_keywords(_keywords(number))
        yield Filed(number, email, message)


def _read(file: bytes) -> "ParsedMessage":
    from bureau.platform.mime import parse

    kind = b"multipart/mixed; boundary=b" if file else b"text/plain; charset=utf-8"
    text = b"--b\r\nContent-Type: text/plain\r\n\r\nText\r\n" if file else b"Text\r\n"
    names = (b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Received", b"DKIM-Signature")
    head = b"".join(name + b": x\r\n" for name in names)
    return parse(head + b"Content-Type: " + kind + b"\r\n\r\n" + text + file)


def _keywords(number: int) -> list[str]:
    found = [] if number % 10 == 0 else ["$seen"]
    found += ["$flagged"] if number % 500 == 7 else []
    return found + (["$answered"] if number % 9 == 1 else [])


def _store(place: Place, filed: list[Filed]) -> None:
    from bureau.mail.models import Change, EmailText, Thread, ThreadKey
    from bureau.mail.search.feed import put_all
    from bureau.mail.threading import keys_of

    emails = [one.email for one in filed]
    threads = dict.fromkeys(email.thread_id for email in emails)
    account = place.account_id
    _insert(Thread(id=one, account_id=account) for one in threads)
    _insert(
        ThreadKey(account_id=account, key=key, thread_id=one.thread_id)
        for one in emails
        for key in keys_of(one.subject, [one.message_id])
    )
    _insert(emails)
    _insert(
        EmailText(
            email=one.email,
            authors=str(one.email.addresses["from"]).lower(),
            receivers=str(OWNER).lower(),
            subject=one.email.subject.lower(),
            body=one.message.text,
        )
        for one in filed
    )
    _label(place, filed)
    _mark(emails)
    kinds = {Change.Kind.EMAIL: [one.id for one in emails], Change.Kind.THREAD: list(threads)}
    _insert(
        Change(account_id=account, kind=kind, object_id=one, made=1, modseq=1, whole=1)
        for kind, ids in kinds.items()
        for one in ids
    )
    put_all([(one.email, one.message, "") for one in filed])


def _insert(rows: Iterable["Model"]) -> None:
    from bureau.platform.db import insert

    waiting = iter(rows)
    while chunk := list(islice(waiting, AT_ONCE)):
        insert(*chunk)


def _mark(emails: list["Email"]) -> None:
    from bureau.mail.models import EmailKeyword

    _insert(
        EmailKeyword(
            account_id=one.account_id,
            keyword=keyword,
            email=one,
            thread_id=one.thread_id,
            received_at=one.received_at,
        )
        for one in emails
        for keyword in one.keywords
        if keyword != "$seen"
    )


def _label(place: Place, filed: list[Filed]) -> None:
    from bureau.mail.models import EmailLabel, ThreadLabel

    def boxes(number: int) -> list[str]:
        """All are in the inbox; a tenth of the conversations have each of the labels."""
        return [place.inbox_id, place.label_ids[number // PER_THREAD % len(place.label_ids)]]

    labels = [
        EmailLabel(
            mailbox_id=box,
            email=one.email,
            thread_id=one.email.thread_id,
            uid=one.number + 1,
            received_at=one.email.received_at,
            is_unread=one.email.is_unread,
            size_bytes=one.email.size_bytes,
            keyword_line=one.email.keyword_line,
        )
        for one in filed
        for box in boxes(one.number)
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


def _count(place: Place) -> None:
    from django.db.models import Count, Q

    from bureau.mail.models import EmailLabel, Mailbox, ThreadLabel

    for box in Mailbox.objects.filter(account_id=place.account_id):
        emails = EmailLabel.objects.filter(mailbox=box).aggregate(
            total=Count("id"), unread=Count("id", filter=Q(is_unread=True))
        )
        threads = ThreadLabel.objects.filter(mailbox=box).aggregate(
            total=Count("id"), unread=Count("id", filter=Q(unread__gt=0))
        )
        Mailbox.objects.filter(id=box.id).update(
            total_emails=emails["total"],
            unread_emails=emails["unread"],
            total_threads=threads["total"],
            unread_threads=threads["unread"],
            uid_next=emails["total"] + 1_000_000_000,
        )
