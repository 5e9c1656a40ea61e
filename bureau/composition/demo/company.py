"""Loading the whole demo company, part by part; each part makes only what is missing."""

import time
from collections.abc import Callable, Iterator

from bureau.platform import jobs
from bureau.platform.context import acting

from . import address_books, desk, documents, drives, forms, letters, meetings, people, training
from .people import PASSWORD, Cast

AT_A_TIME = 500


def load(tell: Callable[[int], None]) -> Iterator[tuple[str, float]]:
    """Load everything, work off what follows, and say after each part how long it took.

    `tell` hears now and then how many background jobs are done.
    """
    began = time.monotonic()
    with acting("", "cli"):
        cast = people.load()
        yield "people", time.monotonic() - began
        for name, part in _parts():
            began = time.monotonic()
            part(cast)
            yield name, time.monotonic() - began
        began = time.monotonic()
        done = 0
        while ran := jobs.drain(AT_A_TIME):
            done += ran
            tell(done)
        yield "background work", time.monotonic() - began


def _parts() -> list[tuple[str, Callable[[Cast], None]]]:
    return [
        ("drives", drives.load),
        ("documents", documents.load),
        ("forms", forms.load),
        ("mail", letters.load),
        ("desk", desk.load),
        ("calendars", meetings.load),
        ("training", training.load),
        ("contacts", address_books.load),
    ]


def sign_in_hint() -> str:
    """Return how to sign in to the demo company."""
    return (
        f"Sign in as {people.address('admin')} (administrator), "
        f"{people.address('noa.helpdesk')} (help desk) or {people.address('maya.okafor')} "
        f"(member), password {PASSWORD}"
    )


def is_loaded() -> bool:
    """Tell whether the demo company is there."""
    from bureau.people import Person

    return Person.objects.filter(email=people.address("maya.okafor")).exists()
