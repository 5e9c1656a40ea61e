"""The websocket /compose: who may ask, what is answered, and when the line ends."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bureau.people import (
    SYSTEM,
    Person,
    actor_for,
    create_token,
    revoke_token,
    suspend,
)

from ..actions.choose import switch
from ..http import limits, socket, watch
from .conftest import Letters, MakePerson

PATIENCE_S = 5.0
KNOWN = "Hi Léa,\nI look forw"
"""Goes on in one way only, also for who has written nothing yet."""
TO_LEA = {"recipients": [{"name": "Léa Fontaine", "email": "lea@demo.example"}]}

pytestmark = pytest.mark.django_db(transaction=True)


class Asker:
    """A browser's end of the line."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.line: ClientConnection = connect(
            f"{url}/compose", additional_headers=headers, compression=None, legacy=True
        )

    def say(self, frame: object) -> None:
        self.line.send(json.dumps(frame))

    def ask(self, id: int, prefix: str, **more: object) -> Any:
        self.say({"id": id, "prefix": prefix, **more})
        return self.hear()

    def hear(self) -> Any:
        return json.loads(self.line.recv(PATIENCE_S))

    def text(self, id: int, prefix: str, **more: object) -> str:
        """Return the best suggestion, empty when there is none."""
        answer = self.ask(id, prefix, **more)
        assert answer["id"] == id
        return str(answer["suggestions"][0]["text"]) if answer["suggestions"] else ""

    def end(self) -> tuple[int, str]:
        """Wait for the end and return its code and reason."""
        with suppress(ConnectionClosed):
            while True:
                self.line.recv(PATIENCE_S)
        return self.line.close_code or 0, self.line.close_reason or ""


Join = Callable[..., Asker]


@pytest.fixture
def join(socket_url: str, letters: Letters) -> Iterator[Join]:
    """Open a line as a person with a session, or with headers of one's own."""
    made: list[Asker] = []

    def open_line(who: Person | None = None, **headers: str) -> Asker:
        asker = Asker(socket_url, {**headers, **(_cookie(who) if who else {})})
        made.append(asker)
        return asker

    yield open_line
    for asker in made:
        asker.line.close()


def _cookie(person: Person, browser: Client | None = None) -> dict[str, str]:
    browser = browser or Client()
    browser.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={browser.cookies[name].value}"}


def _bearer(person: Person, *scopes: str) -> dict[str, str]:
    _, secret = create_token(actor_for(person), person, "test", scopes)
    return {"Authorization": f"Bearer {secret}"}


def test_a_question_is_answered_under_its_number(join: Join, noa: Person) -> None:
    answer = join(noa).ask(7, "Hel", context=TO_LEA)
    assert answer["id"] == 7
    assert answer["suggestions"][0]["text"] == "lo Léa,"
    assert 0 < answer["suggestions"][0]["confidence"] <= 1


def test_what_is_known_of_the_draft_is_told_once(join: Join, noa: Person) -> None:
    line = join(noa)
    assert line.text(1, "Hel") == ""
    assert line.text(2, "Hel", context=TO_LEA) == "lo Léa,"
    assert line.text(3, "Hell") == "o Léa,"


def test_each_line_has_a_draft_of_its_own(join: Join, noa: Person) -> None:
    one, other = join(noa), join(noa)
    assert one.text(1, "Hel", context=TO_LEA) == "lo Léa,"
    assert other.text(1, "Hel") == ""


def test_only_the_newest_question_is_answered(join: Join, noa: Person) -> None:
    line, gate = join(noa), threading.Event()
    line.text(1, "")
    held = socket._thread.submit(gate.wait, PATIENCE_S)
    for id, prefix in ((2, "H"), (3, "He"), (4, "Hel")):
        line.say({"id": id, "prefix": prefix, "context": TO_LEA})
    # The answer to a ping tells that all before it were read.
    assert line.line.ping().wait(PATIENCE_S)
    gate.set()
    assert held.result(PATIENCE_S)
    assert line.hear()["id"] == 4
    assert line.text(5, "Hell") == "o Léa,"


def test_what_a_question_said_of_the_draft_holds_though_it_was_passed_over(
    join: Join, noa: Person
) -> None:
    line, gate = join(noa), threading.Event()
    line.text(1, "")
    held = socket._thread.submit(gate.wait, PATIENCE_S)
    line.say({"id": 2, "prefix": "H"})
    line.say({"id": 3, "prefix": "He", "context": TO_LEA})
    line.say({"id": 4, "prefix": "Hel"})
    assert line.line.ping().wait(PATIENCE_S)
    gate.set()
    assert held.result(PATIENCE_S)
    answer = line.hear()
    assert (answer["id"], answer["suggestions"][0]["text"]) == (4, "lo Léa,")


def test_nobody_is_answered_without_signing_in(join: Join, noa: Person) -> None:
    assert join().end() == (4401, "sign_in_required")
    assert join(Cookie=f"{settings.SESSION_COOKIE_NAME}=made-up").end()[0] == 4401
    assert join(Authorization="Bearer made-up").end()[0] == 4401


def test_the_page_of_a_stranger_may_not_use_the_session(join: Join, noa: Person) -> None:
    with pytest.raises(InvalidStatus) as refused:
        join(noa, Origin="https://evil.example")
    assert refused.value.response.status_code == 403


def test_a_token_needs_a_scope_for_it(join: Join, noa: Person) -> None:
    assert join(**_bearer(noa, "drive")).end() == (4403, "forbidden")
    assert join(**_bearer(noa, "mail")).text(1, KNOWN) == "ard"


def test_the_line_of_a_mailbox_is_refused(join: Join, make_person: MakePerson) -> None:
    team = make_person("Helpdesk", kind="service")
    line = join(**_bearer(team, "mail"))
    line.say({"id": 1, "prefix": "Hel"})
    assert line.end() == (4403, "forbidden")


@pytest.fixture
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_EVERY_S", 0.05)


@pytest.mark.usefixtures("quick_looks")
def test_the_line_ends_with_the_session(join: Join, noa: Person) -> None:
    browser = Client()
    line, stays = join(**_cookie(noa, browser)), join(noa)
    line.text(1, KNOWN)
    browser.logout()
    assert line.end() == (4401, "sign in again")
    assert stays.text(1, KNOWN) == "ard"


@pytest.mark.usefixtures("quick_looks")
def test_the_lines_of_a_suspended_person_end(
    join: Join, noa: Person, make_person: MakePerson
) -> None:
    idle, busy, other = join(noa), join(noa), join(make_person("Ada Berg"))
    busy.text(1, KNOWN)
    suspend(SYSTEM, noa)
    assert (idle.end()[0], busy.end()[0]) == (4401, 4401)
    assert other.text(1, KNOWN) == "ard"


@pytest.mark.usefixtures("quick_looks")
def test_the_line_ends_with_the_token(join: Join, noa: Person) -> None:
    token, secret = create_token(actor_for(noa), noa, "test", ("mail",))
    line = join(Authorization=f"Bearer {secret}")
    line.text(1, KNOWN)
    revoke_token(actor_for(noa), token.id)
    assert line.end()[0] == 4401


def test_a_switch_that_is_off_ends_the_line(join: Join, noa: Person, letters: Letters) -> None:
    letters.off.add(noa.id)
    line = join(noa)
    line.say({"id": 1, "prefix": "Hel"})
    assert line.end() == (4403, "compose_off")


def test_the_organisations_switch_ends_open_lines(
    join: Join, noa: Person, make_person: MakePerson
) -> None:
    line = join(noa)
    assert line.text(1, KNOWN) == "ard"
    switch(actor_for(make_person("Alex Morgan", role="admin")), is_on=False)
    line.say({"id": 2, "prefix": "Hell"})
    assert line.end() == (4403, "compose_off")


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"prefix": "Hel"}',
        b'{"id": -1, "prefix": "Hel"}',
        b'{"id": 1, "prefix": null}',
        b'{"id": 1, "prefix": "Hel", "context": {"hour": 24}}',
        b'{"id": 1, "prefix": "Hel", "context": {"language": "../etc"}}',
        b'{"id": 1, "prefix": "' + b"a" * 20_001 + b'"}',
    ],
)
def test_what_cannot_be_read_ends_the_line(join: Join, noa: Person, frame: bytes) -> None:
    line = join(noa)
    line.line.send(frame)
    assert line.end() == (4403, "compose_frame")


def test_a_frame_that_is_too_large_is_not_read(join: Join, noa: Person) -> None:
    line = join(noa)
    line.line.send(b" " * (socket.LONGEST_FRAME + 1))
    assert line.end() == (4413, "too large")


def test_more_questions_than_anybody_types_are_put_off(
    join: Join, noa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RATE", 2)
    line = join(noa)
    line.text(1, "H")
    line.text(2, "He")
    line.say({"id": 3, "prefix": "Hel"})
    assert line.end()[0] == 1013
