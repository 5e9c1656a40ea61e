"""Addresses and names that several resources share."""

from bureau.people import Actor
from bureau.platform.dav import Call, caldav, dav, path_of

HOME = "calendars"
INBOX = "inbox"
OUTBOX = "outbox"
RESERVED = frozenset({INBOX, OUTBOX})

ICALENDAR = "text/calendar; charset=utf-8"
SUPPORTED_DATA = '<C:calendar-data content-type="text/calendar" version="2.0"/>'
COLLATIONS = ("i;ascii-casemap", "i;octet", "i;unicode-casemap")
SUPPORTED_COLLATIONS = "".join(
    f"<C:supported-collation>{name}</C:supported-collation>" for name in COLLATIONS
)
MOST_INSTANCES = 20_000
MOST_ATTENDEES = 5_000

READS = (
    dav("read"),
    dav("read-current-user-privilege-set"),
    dav("read-acl"),
    caldav("read-free-busy"),
)
ADDS = (dav("bind"), dav("write-content"))
WRITES = (dav("write"), dav("write-content"), dav("bind"), dav("unbind"), dav("write-properties"))


def home_path(person_id: str) -> str:
    """Return the address of somebody's calendars."""
    return path_of(HOME, person_id, is_collection=True)


def calendar_path(person_id: str, slug: str) -> str:
    """Return the address of a calendar in somebody's home."""
    return path_of(HOME, person_id, slug, is_collection=True)


def actor_of(call: Call) -> Actor:
    """Return who asks."""
    assert isinstance(call.caller, Actor)
    return call.caller
