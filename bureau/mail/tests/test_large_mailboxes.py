"""What keeps mailboxes of a million messages fast: the indexes that are chosen, and pages far down
the list.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from bureau.people import Person

from ..http.jmap import deep_lists
from ..models import (
    Change,
    Email,
    EmailKeyword,
    EmailLabel,
    Mailbox,
    Thread,
    ThreadKey,
    ThreadLabel,
)
from .conftest import JmapOf
from .jmap_client import Jmap
from .test_jmap_query import ids, put

START = datetime(2026, 1, 1, tzinfo=UTC)
MANY = [f"{number:026}" for number in range(40)]


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


QUERIES: dict[str, tuple[Callable[[], Any], str]] = {
    "messages of an account by id": (
        lambda: Email.objects.filter(account_id="a", id__in=MANY),
        "(id=?)",
    ),
    "a message that was filed before": (
        lambda: Email.of_fingerprint("a", "f"),
        "email_once (account_id=? AND fingerprint=?)",
    ),
    "messages of threads": (
        lambda: Email.objects.filter(account_id="a", thread_id__in=MANY),
        "(thread_id=?)",
    ),
    "labels of messages": (
        lambda: EmailLabel.objects.filter(mailbox_id__in=MANY[:1], email_id__in=MANY),
        "(email_id=? AND mailbox_id=?)",
    ),
    "labels by uid": (
        lambda: EmailLabel.objects.filter(mailbox_id="m", uid__in=range(40)),
        "(mailbox_id=? AND uid=?)",
    ),
    "labels of threads": (
        lambda: EmailLabel.objects.filter(thread_id__in=MANY),
        "label_thread (thread_id=?)",
    ),
    "threads in mailboxes": (
        lambda: ThreadLabel.objects.filter(thread_id__in=MANY),
        "(thread_id=?)",
    ),
    "threads that know ids": (
        lambda: ThreadKey.objects.filter(account_id="a", key__in=MANY),
        "(account_id=? AND key=?)",
    ),
    "changed objects": (
        lambda: Change.objects.filter(account_id="a", kind="Email", object_id__in=MANY),
        "(account_id=? AND kind=? AND object_id=?)",
    ),
    "changes since": (
        lambda: Change.objects.filter(account_id="a", kind="Email", modseq__gte=5),
        "change_since (account_id=? AND kind=? AND modseq>?)",
    ),
    "keywords of messages": (
        lambda: EmailKeyword.objects.filter(email_id__in=MANY),
        "(email_id=?)",
    ),
    "threads of an account": (
        lambda: Thread.objects.filter(account_id="a", id__in=MANY),
        "(id=?)",
    ),
}


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.django_db
@pytest.mark.parametrize("name", QUERIES)
def test_no_query_reads_a_whole_account_to_find_a_few_rows(name: str) -> None:
    build, index = QUERIES[name]
    assert build().explain().rstrip().endswith(index)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.django_db
def test_every_index_of_messages_has_its_statistics() -> None:
    """A migration that rebuilds one of the tables has to write them again (0011)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, idx FROM sqlite_stat1")
        known = set(cursor.fetchall())
        tables = {table for table, _ in known}
        cursor.execute("SELECT tbl_name, name FROM sqlite_schema WHERE type = 'index'")
        there = {row for row in cursor.fetchall() if row[0] in tables}
    assert {"mail_email", "mail_emaillabel", "mail_change"} <= tables
    assert known == there


def _file(box: Mailbox, numbers: Iterable[int]) -> list[str]:
    """Put messages into a mailbox, each a conversation of its own; return their ids in order."""
    emails, threads = [], []
    for number in numbers:
        thread = Thread(account_id=box.account_id)
        moment = START + timedelta(minutes=number // 3)
        email = Email(
            account_id=box.account_id,
            thread=thread,
            blob="0",
            size_bytes=1,
            received_at=moment,
            modseq=1,
        )
        threads.append(thread)
        emails.append(email)
    Thread.objects.bulk_create(threads)
    Email.objects.bulk_create(emails, batch_size=200)
    EmailLabel.objects.bulk_create(
        [
            EmailLabel(
                mailbox=box,
                email=one,
                thread_id=one.thread_id,
                uid=number,
                received_at=one.received_at,
                is_unread=True,
            )
            for number, one in enumerate(emails, 1)
        ],
        batch_size=200,
    )
    ThreadLabel.objects.bulk_create(
        [
            ThreadLabel(
                mailbox=box,
                thread_id=one.thread_id,
                newest_at=one.received_at,
                newest_email_id=one.id,
                emails=1,
                unread=1,
            )
            for one in emails
        ],
        batch_size=200,
    )
    Mailbox.objects.filter(id=box.id).update(total_emails=len(emails), total_threads=len(emails))
    ordered = sorted(emails, key=lambda one: (one.received_at, one.id), reverse=True)
    return [one.id for one in ordered]


@pytest.mark.parametrize("collapses", [True, False])
def test_pages_far_down_a_list_are_those_of_the_whole_list(
    jmap: Jmap, monkeypatch: pytest.MonkeyPatch, collapses: bool
) -> None:
    monkeypatch.setattr(deep_lists, "EVERY", 10)
    monkeypatch.setattr("bureau.mail.http.jmap.email_query.DEEP", 20)
    box = Mailbox.objects.get(id=jmap.mailbox("archive"))
    whole = _file(box, range(95))
    for position in (90, 0, 40, 20, 47, 19, 94, 95, 200):
        page = ids(
            jmap,
            {"inMailbox": box.id},
            position=position,
            limit=7,
            collapseThreads=collapses,
        )
        assert page == whole[position : position + 7], position
    for anchor, offset in ((90, 0), (0, 3), (45, -5), (20, 2), (9, -20), (94, 1)):
        page = jmap.call(
            "Email/query",
            filter={"inMailbox": box.id},
            anchor=whole[anchor],
            anchorOffset=offset,
            limit=4,
            collapseThreads=collapses,
            calculateTotal=True,
        )
        start = max(0, anchor + offset)
        assert page["ids"] == whole[start : start + 4], anchor
        assert (page["position"], page["total"]) == (start, 95)
    lost = jmap.call(
        "Email/query",
        filter={"inMailbox": jmap.mailbox("inbox")},
        anchor=whole[0],
        collapseThreads=collapses,
    )
    assert lost["type"] == "anchorNotFound"


def test_a_page_far_down_knows_of_what_came_in_meanwhile(
    jmap: Jmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deep_lists, "EVERY", 2)
    monkeypatch.setattr("bureau.mail.http.jmap.email_query.DEEP", 2)
    inbox = {"inMailbox": jmap.mailbox("inbox")}
    first = [put(jmap, number) for number in range(6)][::-1]
    assert ids(jmap, inbox, position=4, limit=2) == first[4:]
    newest = put(jmap, 9)
    assert ids(jmap, inbox, position=4, limit=2) == [newest, *first][4:6]


def test_unread_first_is_read_in_two_parts_and_needs_no_sorting(
    jmap: Jmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.mail.http.jmap.email_order.MOST_SORTED", 0)
    one = put(jmap, 1)
    two = put(jmap, 2, keywords={"$seen": True})
    three = put(jmap, 3)
    four = put(jmap, 4, keywords={"$seen": True})
    inbox = {"inMailbox": jmap.mailbox("inbox")}
    newest = {"property": "receivedAt", "isAscending": False}
    unread_first = [{"property": "hasKeyword", "keyword": "$seen", "isAscending": True}, newest]
    assert ids(jmap, inbox, sort=unread_first) == [three, one, four, two]
    assert ids(jmap, inbox, sort=unread_first, position=2, limit=1) == [four]
    read_first = [{"property": "hasKeyword", "keyword": "$seen", "isAscending": False}]
    assert ids(jmap, inbox, sort=read_first) == [four, two, three, one]
    # A thread stands where the first of its messages does.
    answer = put(jmap, 5, Subject="Re: Letter 2", **{"In-Reply-To": "<letter2@suppliers.example>"})
    found = ids(jmap, inbox, sort=unread_first, collapseThreads=True)
    assert found == [answer, three, one, four]
