"""Keep what somebody chose for the screens."""

from collections.abc import Mapping

from django.db import transaction

from bureau.people.actor import Actor

from .update_person import locked_person


@transaction.atomic
def set_preferences(actor: Actor, chosen: Mapping[str, str]) -> None:
    """Change one's own preferences. Nothing to audit, nothing to announce."""
    person = locked_person(actor.person_id)
    person.preferences = {**person.preferences, **chosen}
    person.save(update_fields=["preferences"])
