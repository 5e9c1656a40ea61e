"""Who is let in, who is not, and who has to go; whoever is refused has changed nothing."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pycrdt import Doc, Text, create_update_message
from websockets.exceptions import InvalidStatus

from bureau.access import Link, Role, create_link, create_scope, remove_link
from bureau.people import SYSTEM, Person, actor_for, create_token, revoke_token, suspend
from bureau.platform import rights
from bureau.platform.ids import new_id
from bureau.realtime import load
from bureau.realtime.models import Update

from .conftest import Join, MakePerson, Pages, bearer_of, cookie_in, cookie_of
from .peer import Peer
from .site import Site

SOON_S = 1.0


def stored_text(item: str) -> str:
    return str(load(item).get("text", type=Text))


def within_a_second(act: Callable[[], object], peer: Peer) -> int:
    """Act, and return the code with which the peer is sent away."""
    peer.until(lambda: peer.is_synced, lambda: "not synchronised")
    began = time.monotonic()
    act()
    code = peer.sent_away()
    assert time.monotonic() - began < SOON_S
    return code


def foreign_words() -> bytes:
    doc: Doc[Text] = Doc()
    doc.get("text", type=Text).insert(0, "mine")
    return create_update_message(doc.get_update())


def test_nobody_enters_without_signing_in(join: Join) -> None:
    assert join().sent_away() == 4401
    assert join(headers={"Authorization": "Bearer nonsense"}).sent_away() == 4401


def test_who_has_no_role_learns_as_little_as_of_a_document_that_does_not_exist(
    join: Join, person: MakePerson
) -> None:
    eve = person("Eve", role=0)

    assert join(eve).sent_away() == 4404
    assert join(eve, at=new_id()).sent_away() == 4404
    assert join(eve, at="nonsense").sent_away() == 4404


def test_a_page_of_a_stranger_cannot_use_the_cookie(join: Join, ada: Person, site: Site) -> None:
    with pytest.raises(InvalidStatus):
        join(ada, headers={"Origin": "https://evil.example"})
    one = join(ada, headers={"Origin": f"http://127.0.0.1:{site.port}"})
    one.until(lambda: one.is_synced, lambda: "not let in")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.COMMENTER])
def test_who_may_only_read_changes_nothing(
    join: Join, ada: Person, person: MakePerson, item: str, role: Role
) -> None:
    reader, writer = join(person("Eve", role=role), bureau="1"), join(ada)
    assert reader.noted(101)["role"] == role.name.lower()
    reader.until(lambda: reader.is_synced, lambda: "not synchronised")

    reader.send(foreign_words())

    assert reader.noted(102)["role"] == role.name.lower()
    writer.type("Hello")
    reader.sees("Hello")
    assert stored_text(item) == "Hello"
    assert {row.author for row in Update.objects.filter(item_id=item)} == {ada.id}


def test_a_token_allows_what_it_was_made_for(join: Join, ada: Person, item: str) -> None:
    reader = join(headers=bearer_of(ada, "pages.read"), bureau="1")
    assert reader.noted(101)["role"] == "viewer"
    writer = join(headers=bearer_of(ada, "pages"), bureau="1")
    assert writer.noted(101)["role"] == "editor"

    assert join(headers=bearer_of(ada, "mail")).sent_away() == 4403


def test_an_older_client_reads_and_a_newer_one_waits_for_the_server(
    join: Join, ada: Person, item: str
) -> None:
    older = join(ada, bureau="1", schema="2")
    assert older.noted(101)["readonly_reason"] == "schema"
    older.send(foreign_words())
    assert older.noted(102)["readonly_reason"] == "schema"
    assert stored_text(item) == ""

    assert join(ada, bureau="1", schema="4").sent_away() == 4409


def test_a_changed_role_counts_within_a_second(
    join: Join, ada: Person, item: str, pages: Pages
) -> None:
    one = join(ada, bureau="1")
    one.noted(101)
    one.type("Hello")
    one.saved()
    began = time.monotonic()
    pages.roles[ada.id, item] = Role.VIEWER
    rights.announce([ada.id])

    assert one.noted(102)["role"] == "viewer"
    assert time.monotonic() - began < SOON_S
    one.send(foreign_words())
    one.noted(102)
    assert stored_text(item) == "Hello"


def test_a_revoked_role_ends_the_connection_and_leaves_the_others(
    join: Join, ada: Person, ben: Person, item: str, pages: Pages
) -> None:
    one, two = join(ada), join(ben)

    def revoke() -> None:
        del pages.roles[ada.id, item]
        rights.announce([ada.id])

    assert within_a_second(revoke, one) == 4403
    two.type("Still here")
    two.until(lambda: stored_text(item) == "Still here", lambda: "not stored")


def test_a_suspended_person_goes(join: Join, ada: Person) -> None:
    assert within_a_second(lambda: suspend(SYSTEM, ada), join(ada)) == 4401


def test_an_ended_session_ends_its_connections(join: Join, ada: Person) -> None:
    browser = Client()
    browser.force_login(ada)

    assert within_a_second(browser.logout, join(headers=cookie_in(browser))) == 4401


def test_a_revoked_token_ends_its_connections(join: Join, ada: Person) -> None:
    token, secret = create_token(actor_for(ada), ada, "test", ["*"])
    one = join(headers={"Authorization": f"Bearer {secret}"})

    assert within_a_second(lambda: revoke_token(actor_for(ada), token.id), one) == 4401


@pytest.fixture
def link(transactional_db: None, pages: Pages, item: str) -> Link:
    made = create_link(create_scope().id, Role.EDITOR)
    pages.roles[made.token, item] = Role.EDITOR
    return made


def test_a_guest_with_a_link_writes_under_the_given_name(
    join: Join, ada: Person, item: str, link: Link
) -> None:
    guest, one = join(link=link.token, guest=" Zoë  Guest ", bureau="1"), join(ada)
    hello = guest.noted(101)
    assert (hello["guest"], hello["person"], hello["role"]) == ("Zoë Guest", None, "editor")

    guest.type("Hi")
    guest.point(5, 1, {"user": {"name": "Ada", "id": ada.id}})

    one.sees("Hi")
    assert [row.author for row in Update.objects.filter(item_id=item)] == ["guest:Zoë Guest"]
    one.until(lambda: 5 in one.states, lambda: "nobody there")
    assert one.states[5]["user"] == {"name": "Zoë Guest", "id": None}


def test_a_link_that_does_not_work_lets_nobody_in(join: Join) -> None:
    assert join(link="nonsense").sent_away() == 4404


def test_a_removed_link_ends_its_connections(
    join: Join, item: str, link: Link, pages: Pages
) -> None:
    def remove() -> None:
        del pages.roles[link.token, item]
        remove_link(link.token)

    assert within_a_second(remove, join(link=link.token)) == 4403


def test_an_expired_link_ends_its_connections(
    join: Join, item: str, link: Link, pages: Pages
) -> None:
    one = join(link=link.token)
    time.sleep(0.6)  # one look has seen the link as it was

    def expire() -> None:
        del pages.roles[link.token, item]
        Link.objects.filter(token=link.token).update(expires_at=timezone.now() - timedelta(hours=1))

    assert within_a_second(expire, one) == 4403


def test_nobody_has_more_documents_open_than_is_sane(
    join: Join, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.realtime.door.MOST_SOCKETS", 2)
    for _ in range(2):
        one = join(ada)
        one.until(lambda one=one: one.is_synced, lambda: "not let in")  # type: ignore[misc]

    assert join(ada).sent_away() == 4429


def test_a_session_cookie_is_enough_for_all_of_a_persons_tabs(join: Join, ada: Person) -> None:
    cookie = cookie_of(ada)
    one, two = join(headers=cookie), join(headers=cookie)
    one.type("a")
    two.sees("a")
