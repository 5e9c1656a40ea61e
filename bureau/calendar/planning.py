"""What helps to plan: sentences read, free times, and a time that suits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from bureau import people
from bureau.people import Actor

from .choices import choices_of
from .finding import Agenda, Slot, find_slots
from .free_time import FreeBusy, free_busy_of
from .models import Resource
from .quick_add import read_sentence


@dataclass(frozen=True, slots=True)
class MeetingWish:
    """Whom a meeting needs, how long it lasts and between when it is to be."""

    guests: Sequence[str]
    optional: Sequence[str]
    resources: Sequence[str]
    duration_min: int
    start: datetime
    end: datetime


def quick(actor: Actor, text: str, zone: str, language: str) -> dict[str, Any]:
    """Return what a sentence says. Two queries."""
    person = people.find_person(actor.person_id)
    assert person is not None, actor.person_id
    choices = choices_of(person)
    now = timezone.now().astimezone(ZoneInfo(zone or choices.time_zone))
    languages = [language] if language else [person.language[:2], "en", "fr"]
    found = read_sentence(text, now, choices.default_duration_min, languages)
    return found.as_document()


def free_busy(
    actor: Actor, emails: Sequence[str], start: datetime, end: datetime
) -> list[dict[str, Any]]:
    """Return when people have time. Nine queries."""
    return [present_free_busy(one) for one in free_busy_of(actor, emails, start, end)]


def present_free_busy(one: FreeBusy) -> dict[str, Any]:
    """Show when a person has time."""
    return {
        "email": one.email,
        "name": one.person.name if one.person else "",
        "is_known": one.is_known,
        "busy": [
            {"start": span.start, "end": span.end, "status": span.status} for span in one.busy
        ],
        "working": [{"start": start, "end": end} for start, end in one.working],
    }


def find_a_time(actor: Actor, wish: MeetingWish) -> list[dict[str, Any]]:
    """Return times that suit, best first; the actor comes too. Ten queries."""
    rooms = Resource.objects.filter(id__in=wish.resources).values_list("person__email", flat=True)
    needed = list(dict.fromkeys([actor.email, *map(str.lower, wish.guests), *rooms]))
    optional = [one.lower() for one in wish.optional if one.lower() not in needed]
    found = free_busy_of(actor, [*needed, *optional], wish.start, wish.end)
    agendas = [_agenda(one) for one in found]
    agendas[len(needed) :] = [replace(one, is_optional=True) for one in agendas[len(needed) :]]
    slots = find_slots(agendas, wish.start, wish.end, timedelta(minutes=wish.duration_min))
    return [_shown(slot) for slot in slots]


def _agenda(one: FreeBusy) -> Agenda:
    """Whoever is not known is taken to have time, and to work whenever."""
    working = one.working if one.person else None
    return Agenda(one.email, [(span.start, span.end) for span in one.busy], working)


def _shown(slot: Slot) -> dict[str, Any]:
    return {
        "start": slot.start,
        "end": slot.end,
        "conflicts": list(slot.conflicts),
        "out_of_hours": list(slot.out_of_hours),
        "score": slot.score,
    }
