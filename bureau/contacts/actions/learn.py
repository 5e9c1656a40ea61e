"""Learn from sent mail whom a person writes to: what ranks completion, and the other contacts."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bureau.people import Actor, Person
from bureau.platform import live
from bureau.platform.db import insert
from bureau.platform.events import Event

from ..errors import UnknownContact
from ..heat import warmed
from ..models import Correspondent, CorrespondentWord
from ..vcard.describe import clean, search_words

MOST = 500
Named = tuple[str, str]
"""A name, perhaps empty, and an address."""


def on_mail_sent(event: Event) -> None:
    """Count the recipients of a sent message for the account, and for whoever wrote in its
    place.
    """
    payload = event.payload
    addresses = [(one.get("name") or "", one["email"]) for one in payload["recipients"]]
    at = event.occurred_at
    for person_id in {payload["account_id"], event.actor_id} - {""}:
        if Person.objects.filter(id=person_id).exists():
            learn(person_id, addresses, at=at, event_id=event.id)


def learn(
    person_id: str, addresses: Iterable[Named], *, at: datetime | None = None, event_id: str = ""
) -> None:
    """Count a message to each (name, address). Given an event's id, one that was counted is not
    counted again. Three queries and a few statements for each address that is new.
    """
    now = at or timezone.now()
    wanted = {email.strip().lower()[:254]: clean(name)[:200] for name, email in addresses}
    wanted = {email: name for email, name in list(wanted.items())[:MOST] if "@" in email}
    with transaction.atomic():
        known = _locked(person_id, wanted)
        for email, name in wanted.items():
            _count(known.get(email), person_id, (name, email), now, event_id)
        live.publish([person_id], "contacts")


def _locked(person_id: str, emails: Iterable[str]) -> dict[str, Correspondent]:
    rows = Correspondent.objects.select_for_update().filter(
        person_id=person_id, email__in=list(emails)
    )
    return {row.email: row for row in rows}


def _count(
    known: Correspondent | None, person_id: str, named: Named, at: datetime, event_id: str
) -> None:
    name, email = named
    row = known or Correspondent(person_id=person_id, email=email, last_at=at)
    if event_id and row.last_event_id >= event_id:
        return
    row.heat = warmed(row.heat, row.sent, at)
    row.sent += 1
    row.last_at = max(row.last_at, at)
    row.last_event_id = event_id or row.last_event_id
    is_renamed = _says_more(name, row)
    row.name = name if is_renamed else row.name
    row.save()
    if known is None or is_renamed:
        CorrespondentWord.objects.filter(correspondent=row).delete()
        insert(*_words(row))
    else:
        CorrespondentWord.objects.filter(correspondent=row).update(heat=row.heat)


def _says_more(name: str, row: Correspondent) -> bool:
    return bool(name) and name != row.name and name.lower() != row.email


def _words(row: Correspondent) -> Sequence[CorrespondentWord]:
    return [
        CorrespondentWord(
            person_id=row.person_id, word=word, correspondent_id=row.pk, heat=row.heat
        )
        for word in search_words((row.name,), (row.email,))
    ]


def forget(actor: Actor, correspondent_id: int) -> None:
    """Forget an other contact of the actor's; raises `UnknownContact`."""
    with transaction.atomic():
        rows = Correspondent.objects.filter(person_id=actor.person_id, id=correspondent_id)
        if not rows.delete()[0]:
            raise UnknownContact
        live.publish([actor.person_id], "contacts")
