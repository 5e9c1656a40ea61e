"""Stars: a person's own marks; nobody else is told."""

from django.db import transaction

from bureau.drive.models import Star
from bureau.drive.policies import Verb, standing
from bureau.people import Actor


@transaction.atomic
def star(actor: Actor, node_id: str) -> None:
    """Mark a node; marking twice is once."""
    standing(actor, node_id, Verb.READ)
    Star.objects.get_or_create(person_id=actor.person_id, node_id=node_id)


@transaction.atomic
def unstar(actor: Actor, node_id: str) -> None:
    """Take the mark away."""
    Star.objects.filter(person_id=actor.person_id, node_id=node_id).delete()
