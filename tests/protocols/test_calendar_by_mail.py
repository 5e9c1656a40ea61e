"""Two organisations' servers invite each other by real SMTP: both sides end equal."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bureau.calendar.ical import CalendarData, parse_object
from bureau.calendar.ical.data import values_of
from tests.fixtures.server import MakeServer, Server

ROOT = Path(__file__).resolve().parents[2]
WITHIN_S = 40
BUILD = """
import json
from bureau.people import SYSTEM, NewPerson, actor_for, create_app_password, create_person
from bureau.platform import jobs
from bureau.platform.config import config
from bureau.provisioning.joining import start
local = {"north.example": "anna", "south.example": "ben"}[config().domain]
person = create_person(
    SYSTEM, NewPerson(f"{local}@{config().domain}", local.title(), state="active")
)
start(None, [(person, {})])
secret = create_app_password(actor_for(person), person, "dav", ["dav"])[1]
while jobs.drain():
    pass
print(json.dumps({"id": person.id, "email": person.email, "password": secret}))
"""
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//EN
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/Paris:20270104T090000
DTEND;TZID=Europe/Paris:20270104T100000
RRULE:FREQ=WEEKLY;COUNT=5
SUMMARY:Supply
LOCATION:Pier 4
ORGANIZER;CN=Anna:mailto:anna@north.example
ATTENDEE;CN=Anna;PARTSTAT=ACCEPTED:mailto:anna@north.example
ATTENDEE;CN=Ben;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ben@south.example
END:VEVENT
END:VCALENDAR
"""
SECOND = "20270111T080000Z"


@dataclass(frozen=True)
class Side:
    """One organisation: its server and the person of the test."""

    server: Server
    person: dict[str, str]

    @property
    def calendar(self) -> str:
        return f"{self.server.url}/dav/calendars/{self.person['id']}/default/"

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        login = self.person["email"], self.person["password"]
        return httpx.request(method, url, auth=login, timeout=30, **options)

    def put(self, uid: str, raw: bytes | str) -> None:
        url = self.find(uid)[0] or f"{self.calendar}{uid}.ics"
        answer = self.request(
            "PUT", url, content=raw, headers={"Content-Type": "text/calendar; charset=utf-8"}
        )
        assert answer.status_code in (201, 204), answer.text

    def find(self, uid: str) -> tuple[str, bytes]:
        """Return where an event is and its bytes; empty where there is none."""
        body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
        listed = self.request("PROPFIND", self.calendar, content=body, headers={"Depth": "1"})
        for href in re.findall(r"href>([^<]+\.ics)<", listed.text):
            url = f"{self.server.url}{href}"
            raw = self.request("GET", url).content
            if f"UID:{uid}".encode() in raw:
                return url, raw
        return "", b""

    def event(self, uid: str) -> CalendarData | None:
        raw = self.find(uid)[1]
        return parse_object(raw) if raw else None

    def delete(self, uid: str) -> None:
        assert self.request("DELETE", self.find(uid)[0]).status_code == 204

    def run(self, code: str) -> str:
        """Run Python on the installation."""
        return run(self.server, code)


def run(server: Server, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "bureau.composition.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1] if done.stdout else ""


@pytest.fixture(scope="module")
def sides(make_server: MakeServer) -> tuple[Side, Side]:
    """Two servers; each sends what is not its own to the other."""
    north = make_server(BUREAU_DOMAIN="north.example")
    south = make_server(BUREAU_DOMAIN="south.example")
    for one, other in ((north, south), (south, north)):
        host, port = other.smtp
        one.environment["BUREAU_SMARTHOST"] = f"smtp://{host}:{port}"
    persons = [json.loads(run(server, BUILD)) for server in (north, south)]
    found = [Side(server.start(), who) for server, who in zip((north, south), persons, strict=True)]
    return found[0], found[1]


def soon(check: Callable[[], bool]) -> None:
    """Wait until it is so."""
    ends = time.monotonic() + WITHIN_S
    while not check():
        assert time.monotonic() < ends, "it did not come to that"
        time.sleep(0.4)


def facts(data: CalendarData | None) -> dict[str, Any] | None:
    """Return what both sides must agree on."""
    if data is None:
        return None
    parts = {"": data.master, **data.overrides}
    return {key: _facts(part) for key, part in parts.items() if part is not None}


def _facts(part: Any) -> dict[str, Any]:
    names = ("SUMMARY", "LOCATION", "SEQUENCE", "DTSTART", "DTEND", "RRULE", "EXDATE", "STATUS")
    written = {
        name: [value.to_ical() if hasattr(value, "to_ical") else value for value in found]
        for name in names
        if (found := values_of(part, name))
    }
    guests = {
        str(one).lower(): str(one.params.get("PARTSTAT", "")) for one in values_of(part, "ATTENDEE")
    }
    return {**written, "guests": guests}


def partstat(side: Side, uid: str, key: str = "") -> str:
    found = facts(side.event(uid)) or {}
    guests = found.get(key, found.get("", {})).get("guests", {})
    return str(guests.get("mailto:ben@south.example", ""))


def invited(north: Side, south: Side, uid: str) -> None:
    north.put(uid, EVENT.format(uid=uid).replace("\n", "\r\n"))
    soon(lambda: south.event(uid) is not None)


def answer(south: Side, uid: str, said: str) -> None:
    south.run(f"""
from bureau.calendar.actions.answer import Answer, answer
from bureau.calendar.models import CalendarObject
from bureau.people import Person, actor_for
from datetime import UTC, datetime
stored = CalendarObject.objects.get(uid="{uid}", calendar__owner__email="ben@south.example")
answer(actor_for(Person.objects.get(email="ben@south.example")), stored.id, Answer({said}))
""")


def test_invite_accept_change_one_and_cancel(sides: tuple[Side, Side]) -> None:
    north, south = sides
    uid = "supply-1"
    invited(north, south, uid)
    answer(south, uid, "'accepted', 'Gladly'")
    soon(lambda: partstat(north, uid) == "ACCEPTED")
    assert facts(north.event(uid)) == facts(south.event(uid))

    raw = north.find(uid)[1].replace(b"\r\n ", b"").decode()
    master = raw[raw.index("BEGIN:VEVENT") : raw.index("END:VEVENT")]
    changed = re.sub(
        r"RRULE:[^\r]+\r\n", "RECURRENCE-ID;TZID=Europe/Paris:20270111T090000\r\n", master
    )
    changed = changed.replace("20270104T090000", "20270111T150000", 1)
    changed = changed.replace("20270104T100000", "20270111T160000", 1)
    both = raw.replace("END:VCALENDAR", f"{changed}END:VEVENT\r\nEND:VCALENDAR")
    north.put(uid, both)
    soon(lambda: SECOND in (facts(south.event(uid)) or {}))
    found = facts(south.event(uid))
    assert found == facts(north.event(uid))
    assert found is not None
    assert found[""]["guests"]["mailto:ben@south.example"] == "ACCEPTED"
    assert found[SECOND]["guests"]["mailto:ben@south.example"] == "NEEDS-ACTION"

    answer(south, uid, f"'declined', '', '{SECOND}'")
    soon(lambda: partstat(north, uid, SECOND) == "DECLINED")
    assert facts(north.event(uid)) == facts(south.event(uid))

    north.delete(uid)
    soon(lambda: south.event(uid) is None)


def test_counter_and_reschedule(sides: tuple[Side, Side]) -> None:
    north, south = sides
    uid = "supply-2"
    invited(north, south, uid)
    start, end = "datetime(2027, 1, 4, 13, tzinfo=UTC)", "datetime(2027, 1, 4, 14, tzinfo=UTC)"
    answer(south, uid, f"'tentative', 'Later?', '', {start}, {end}")
    soon(lambda: b"PROPOSED-START=20270104T130000Z" in north.find(uid)[1].replace(b"\r\n ", b""))
    raw = north.find(uid)[1].replace(b"\r\n ", b"").decode()
    moved = raw.replace("20270104T090000", "20270104T140000").replace(
        "20270104T100000", "20270104T150000"
    )
    north.put(uid, moved)
    soon(lambda: "SEQUENCE:1" in south.find(uid)[1].decode())
    assert b"PROPOSED" not in north.find(uid)[1]
    assert facts(north.event(uid)) == facts(south.event(uid))
    assert partstat(south, uid) == "NEEDS-ACTION"
    south.delete(uid)
    soon(lambda: partstat(north, uid) == "DECLINED")


def test_a_guest_answers_by_the_link_in_the_mail_without_signing_in(
    sides: tuple[Side, Side],
) -> None:
    north, south = sides
    uid = "supply-3"
    invited(north, south, uid)
    link = south.run("""
from bureau.mail.models import Email
from bureau.platform import blobs
from bureau.platform.mime import parse
import re
found = [parse(blobs.read(one.blob)) for one in Email.objects.filter(subject="Invitation: Supply")]
texts = [one.text for one in found]
print([re.search(r"(http\\S+answer=accepted)", text)[1] for text in texts][-1])
""")
    page = httpx.get(link, headers={"Accept-Language": "fr"})
    assert page.status_code == 200
    assert "Supply" in page.text
    assert "Envoyer cette réponse" in page.text
    assert partstat(north, uid) == "NEEDS-ACTION"
    done = httpx.post(link, data={"answer": "accepted", "note": "By link"})
    assert done.status_code == 200
    assert "Your answer was sent." in done.text
    assert partstat(north, uid) == "ACCEPTED"
    assert httpx.get(link.replace("/answer/", "/answer/A")).status_code == 404
