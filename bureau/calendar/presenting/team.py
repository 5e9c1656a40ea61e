"""The team view: a row a person, across days."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bureau.people import Actor, Person

from ..choices import choices_of_all
from ..models import Calendar
from ..queries import occurrences_between
from ..working import working_spans
from .occurrences import eyes_of, present_rows

SHOWN = (Calendar.Kind.OWN,)


def team_rows(
    actor: Actor, person_ids: Sequence[str], start: datetime, end: datetime
) -> list[dict[str, Any]]:
    """Return a row for every active person, in the order asked for. Ten queries, however many
    there are.
    """
    rows = Person.objects.filter(id__in=person_ids, state=Person.State.ACTIVE)
    persons = {one.id: one for one in rows}
    choices = choices_of_all(persons)
    calendars = list(Calendar.objects.filter(owner_id__in=list(persons), kind__in=SHOWN))
    eyes = eyes_of(actor, calendars)
    found = occurrences_between(list(eyes.roles), start, end, eyes.zone)
    theirs: dict[str, list[dict[str, Any]]] = {id: [] for id in persons}
    for shown in present_rows(found, eyes):
        theirs[eyes.calendars[shown["calendar_id"]].owner_id].append(shown)
    return [
        {
            "person_id": id,
            "name": persons[id].name,
            "email": persons[id].email,
            "time_zone": choices[id].time_zone,
            "occurrences": theirs[id],
            "working": [
                {"start": begins, "end": ends}
                for begins, ends in working_spans(choices[id], start, end)
            ],
        }
        for id in dict.fromkeys(person_ids)
        if id in persons
    ]
