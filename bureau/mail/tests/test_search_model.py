"""Whatever is asked of whatever mail, the index answers as going through all messages would."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bureau.people import Person
from bureau.platform import blobs
from bureau.platform.mime import parse

from ..actions.file_email import Filing, file_email
from ..actions.relabel import Target, destroy, load, relabel
from ..ledger import writing
from ..models import Mailbox
from ..search import plan
from ..search.conditions import (
    All,
    AnyOf,
    Condition,
    HasAttachment,
    HasKeyword,
    InMailbox,
    InOther,
    Not,
    Received,
    Size,
    ThreadKeyword,
    Words,
)
from ..search.plan import matching, scan
from ..search.tokens import Space

START = datetime(2026, 3, 1, tzinfo=UTC)
BOXES = ("inbox", "archive", "trash")
KEYWORDS = ("$seen", "$flagged", "work")
VOCABULARY = ("apple", "apricot", "app", "banana", "applesauce", "äpfel", "蘋果")


@dataclass
class Message:
    """A message as the naive model sees it."""

    subject: list[str]
    author: str
    body: list[str]
    hours: int
    boxes: set[str]
    keywords: set[str]
    thread: int
    has_file: bool
    id: str = field(default="")
    size: int = field(default=0)

    def raw(self) -> bytes:
        """Write it as it comes in."""
        file = (
            "--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=x.png"
            "\r\n\r\nx\r\n"
        )
        return (
            f"From: {self.author} <x@example.org>\r\nSubject: {' '.join(self.subject)}\r\n"
            f"Message-ID: <{self.hours}@example.org>\r\n"
            f"References: <t{self.thread}@example.org>\r\n"
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{' '.join(self.body)}\r\n"
            f"{file if self.has_file else ''}--b--\r\n"
        ).encode()


words = st.sampled_from(VOCABULARY)
messages = st.builds(
    Message,
    subject=st.lists(words, max_size=2),
    author=words,
    body=st.lists(words, max_size=6),
    hours=st.just(0),
    boxes=st.sets(st.sampled_from(BOXES), min_size=1),
    keywords=st.sets(st.sampled_from(KEYWORDS)),
    thread=st.integers(0, 2),
    has_file=st.booleans(),
)

leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(
        lambda found, space, is_prefix: Words(tuple(found), space, is_prefix),
        st.lists(st.sampled_from(["apple", "app", "banana", "apricot", "apfel"]), min_size=1)
        .filter(lambda found: len(found) < 3)
        .map(tuple),
        st.sampled_from([Space.ANY, Space.SUBJECT, Space.FROM]),
        st.booleans(),
    ),
    st.builds(lambda one: Words((one,), in_body=True), st.sampled_from(["apple", "banana"])),
    st.just(Words(("蘋", "果"))),
    st.sampled_from([InMailbox(box) for box in BOXES]),
    st.sampled_from([InOther(("trash",)), InOther(("inbox", "archive")), InOther(())]),
    st.sampled_from([HasKeyword(word) for word in KEYWORDS]),
    st.builds(ThreadKeyword, st.sampled_from(KEYWORDS), st.sampled_from(["some", "all", "none"])),
    st.builds(lambda n: Received(after=START + timedelta(hours=n)), st.integers(0, 8)),
    st.builds(lambda n: Received(before=START + timedelta(hours=n)), st.integers(0, 8)),
    st.builds(Size, least=st.integers(200, 500)),
    st.builds(Size, below=st.integers(200, 500)),
    st.just(HasAttachment()),
)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(All, parts), st.builds(AnyOf, parts), st.builds(Not, inner))


conditions: st.SearchStrategy[Condition] = st.recursive(leaves, _joined, max_leaves=6)


def holds(condition: Condition, one: Message, world: Sequence[Message]) -> bool:
    """Judge a message by the definition alone."""
    match condition:
        case All(parts):
            return all(holds(part, one, world) for part in parts)
        case AnyOf(parts):
            return any(holds(part, one, world) for part in parts)
        case Not(part):
            return not holds(part, one, world)
        case ThreadKeyword(word, amount):
            has = [word in other.keywords for other in world if other.thread == one.thread]
            return {"some": any(has), "all": all(has), "none": not any(has)}[amount]
    return _holds_alone(condition, one)


def _holds_alone(condition: Condition, one: Message) -> bool:
    match condition:
        case Words():
            return any(_reads(condition, text) for text in _texts(condition, one))
        case InMailbox(box):
            return box in one.boxes
        case InOther(boxes):
            return bool(one.boxes - set(boxes))
        case HasKeyword(word):
            return word in one.keywords
        case Received(after, before):
            return _lies(START + timedelta(hours=one.hours), after, before)
        case Size(least, below):
            return _lies(one.size, least, below)
        case HasAttachment():
            return one.has_file
    raise TypeError(condition)


def _lies(value: Any, least: Any, below: Any) -> bool:
    return (least is None or value >= least) and (below is None or value < below)


_PLAIN = {"äpfel": ["apfel"], "蘋果": ["蘋", "果"]}


def _texts(asked: Words, one: Message) -> list[list[str]]:
    if asked.in_body:
        return [one.body]
    author = [one.author, "x", "example", "org"]
    fields = {Space.SUBJECT: [one.subject], Space.FROM: [author]}
    return fields.get(asked.space, [one.subject, author, one.body])


def _reads(asked: Words, text: list[str]) -> bool:
    flat = [word for written in text for word in _PLAIN.get(written, [written])]
    *first, last = asked.words
    for start in range(len(flat) - len(first)):
        *head, tail = flat[start : start + len(asked.words)]
        goes_on = asked.is_prefix and len(last) >= 3 and tail.startswith(last)
        if head == first and (tail == last or goes_on):
            return True
    return False


class World:
    """The messages in an account, and the same messages in the model."""

    def __init__(self, account_id: str, mail: list[Message]) -> None:
        self.account_id = account_id
        rows = Mailbox.objects.filter(account_id=account_id, role__in=BOXES)
        self.boxes = dict(rows.values_list("role", "id"))
        self.mail = mail
        for hours, one in enumerate(mail):
            one.hours = hours
            self._file(one)

    def _file(self, one: Message) -> None:
        raw = one.raw()
        filing = Filing(
            blob=blobs.put(raw),
            message=parse(raw),
            mailbox_ids=[self.boxes[box] for box in one.boxes],
            keywords=sorted(one.keywords),
            received_at=START + timedelta(hours=one.hours),
        )
        with writing(self.account_id) as write:
            email = file_email(write, filing)
        one.id, one.size = email.id, email.size_bytes

    def threads_by_id(self) -> None:
        """Take over which messages the account holds to be one thread."""
        found = load(self.account_id, [one.id for one in self.mail])
        known = {
            thread: number for number, thread in enumerate({e.thread_id for e in found.values()})
        }
        for one in self.mail:
            one.thread = known[found[one.id].thread_id]

    def translated(self, condition: Condition) -> Condition:
        """Name mailboxes by their ids."""
        match condition:
            case All(parts):
                return All(tuple(map(self.translated, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(self.translated, parts)))
            case Not(part):
                return Not(self.translated(part))
            case InMailbox(box):
                return InMailbox(self.boxes[box])
            case InOther(boxes):
                return InOther(tuple(self.boxes[box] for box in boxes))
        return condition

    def change(self, one: Message, boxes: set[str], keywords: set[str]) -> None:
        """Label and mark a message anew, here and there."""
        target = Target(frozenset(keywords), frozenset(self.boxes[box] for box in boxes))
        with writing(self.account_id) as write:
            relabel(write, list(load(self.account_id, [one.id]).values()), {one.id: target})
        # What is in the inbox has the label of a category as well.
        rows = Mailbox.objects.filter(label_rows__email_id=one.id)
        one.boxes, one.keywords = set(rows.values_list("role", flat=True)), keywords
        assert one.boxes - {""} == boxes

    def lose(self, one: Message) -> None:
        """Destroy a message."""
        self.mail.remove(one)
        with writing(self.account_id) as write:
            destroy(write, list(load(self.account_id, [one.id]).values()))


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_index_answers_as_going_through_all_messages_would(
    anna: Person, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(plan, "FEW", data.draw(st.sampled_from([-1, 2, 300]), "FEW"))
        patch.setattr(plan, "SOME", data.draw(st.sampled_from([-1, 2, 5_000]), "SOME"))
        try:
            _live_and_ask(World(anna.id, data.draw(st.lists(messages, max_size=6), "mail")), data)
        finally:
            transaction.set_rollback(True)


def _live_and_ask(world: World, data: st.DataObject) -> None:
    world.threads_by_id()
    for one in list(world.mail):
        match data.draw(st.sampled_from(["keep", "change", "lose"]), "fate"):
            case "change":
                fresh = data.draw(messages, "fresh")
                world.change(one, fresh.boxes, fresh.keywords)
            case "lose":
                world.lose(one)
    for condition in data.draw(st.lists(conditions, min_size=1, max_size=4), "conditions"):
        _compare(world, condition)


def _compare(world: World, condition: Condition) -> None:
    expected = [one.id for one in world.mail if holds(condition, one, world.mail)]
    asked = world.translated(condition)
    oldest = [row[0] for row in scan(world.account_id, asked, ascending=True)]
    newest = [row[0] for row in scan(world.account_id, asked)]
    assert oldest == expected, condition
    assert newest == expected[::-1], condition
    everything = [one.id for one in world.mail]
    assert matching(world.account_id, asked, everything) == set(expected), condition
