"""Pulling mail from an IMAP server: here our own, asked over the network as any other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from bureau.people import Person, actor_for, create_app_password
from bureau.platform import blobs, jobs
from bureau.platform.mime import parse
from tests.fixtures.http import Api

from ..actions.file_email import Filing, file_email
from ..actions.mailboxes import make_label
from ..actions.open_account import mailbox_of
from ..ledger import writing
from ..models import Email, EmailLabel, Mailbox, PulledMailbox, Transfer
from ..transfer.command import import_account
from ..transfer.imap_words import RemoteMailbox, atoms, decoded_name, read_date, read_list
from .imap_fixtures import imap_port
from .letters import letter

__all__ = ["imap_port"]
Pull = Callable[[], Transfer]


def add(person: Person, subject: str, boxes: list[str], *keywords: str) -> Email:
    raw = letter(subject)
    with writing(person.id) as write:
        filing = Filing(
            blob=blobs.put(raw),
            message=parse(raw),
            mailbox_ids=boxes,
            keywords=keywords,
            received_at=timezone.now().replace(microsecond=0),
        )
        return file_email(write, filing)


@pytest.fixture
def pull(imap_port: int, anna: Person, ben: Person) -> Pull:
    password = create_app_password(actor_for(ben), ben, "pull", ["mail"])[1]
    where = {"host": "127.0.0.1", "port": imap_port, "user": ben.email, "security": "none"}
    return lambda: import_account(anna, where, password, lambda row: None)


def labels(person: Person, subject: str) -> list[str]:
    rows = EmailLabel.objects.filter(email__account_id=person.id, email__subject=subject)
    found = rows.values_list("mailbox__role", "mailbox__name")
    return sorted(role or name for role, name in found)


def test_folders_flags_and_dates_come_along_and_later_pulls_take_what_is_new(
    pull: Pull, anna: Person, ben: Person
) -> None:
    inbox = mailbox_of(ben.id, Mailbox.Role.INBOX)
    sent = mailbox_of(ben.id, Mailbox.Role.SENT)
    own = make_label(ben.id, "Café/Größe & so")
    first = add(ben, "first", [inbox], "$seen", "$flagged", "todo")
    add(ben, "second", [inbox, own])
    add(ben, "third", [sent], "$seen")
    row = pull()
    assert (row.state, row.filed, row.known, row.skipped) == ("done", 3, 1, 0)
    copy = Email.objects.get(account_id=anna.id, subject="first")
    assert copy.keywords == first.keywords
    assert copy.received_at == first.received_at
    assert labels(anna, "first") == ["Category: Primary", "inbox"]
    assert labels(anna, "second") == ["Category: Primary", "Größe & so", "inbox"]
    assert labels(anna, "third") == ["sent"]
    add(ben, "fourth", [inbox])
    again = pull()
    assert (again.state, again.filed, again.known) == ("done", 1, 0)
    assert Email.objects.filter(account_id=anna.id).count() == 4
    assert again.secret == ""


def test_a_mailbox_that_was_made_anew_is_read_again_without_doubling(
    pull: Pull, anna: Person, ben: Person
) -> None:
    add(ben, "first", [mailbox_of(ben.id, Mailbox.Role.INBOX)])
    pull()
    PulledMailbox.objects.update(uid_validity=1, last_uid=99)
    row = pull()
    assert (row.state, row.filed, row.known) == ("done", 0, 1)
    assert Email.objects.filter(account_id=anna.id).count() == 1


def test_a_wrong_password_ends_it_with_a_reason(imap_port: int, anna: Person, ben: Person) -> None:
    where = {"host": "127.0.0.1", "port": imap_port, "user": ben.email, "security": "none"}
    row = import_account(anna, where, "wrong", lambda row: None)
    assert (row.state, row.error) == (
        "failed",
        "The server there does not accept the name and password.",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.7", "169.254.169.254"])
def test_people_do_not_pull_from_inside_our_network(api: Api, anna: Person, host: str) -> None:
    body: dict[str, Any] = {"host": host, "user": "x", "password": "secret-word"}
    made = api.signed_in(anna).post(f"/mail/accounts/{anna.id}/transfers/imap", body)
    assert made.status == 202
    assert "secret-word" not in Transfer.objects.get().secret
    jobs.drain()
    row = Transfer.objects.get()
    assert row.state == "failed" or row.error
    assert row.filed == 0


def test_words_of_other_servers_are_read() -> None:
    assert decoded_name("Entw&APw-rfe") == "Entwürfe"
    assert decoded_name("R&-D") == "R&D"
    assert decoded_name("broken &AA") == "broken &AA"
    assert read_list(rb'(\HasNoChildren \Sent) "." "INBOX.Sent Mail"') == RemoteMailbox(
        "INBOX.Sent Mail", "INBOX/Sent Mail", frozenset({"\\hasnochildren", "\\sent"})
    )
    assert read_list(rb'(\Noselect) "/" "[Gmail]"') is None
    assert read_list((rb'() "/" {6}', b'a"b\\c/')) == RemoteMailbox(
        'a"b\\c/', 'a"b\\c/', frozenset()
    )
    assert atoms(rb'"\\Inbox" Work "a \"b\""') == ["\\Inbox", "Work", 'a "b"']
    moment = read_date(" 6-Jan-2020 10:00:00 +0100")
    assert moment is not None
    assert moment.isoformat() == "2020-01-06T09:00:00+00:00"
