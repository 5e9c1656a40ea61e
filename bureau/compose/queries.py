"""What is known of the learning."""

from dataclasses import dataclass
from datetime import datetime

from bureau.people import Actor

from . import policies
from .models import Learner, Organisation
from .sources import is_wanted


@dataclass(frozen=True, slots=True)
class OwnState:
    """What was learned from somebody."""

    is_on: bool
    texts: int
    words: int
    built_at: datetime | None


def own_state(actor: Actor) -> OwnState:
    """Return what was learned from the actor, and whether suggestions are on. Two queries and those
    of the sources.
    """
    policies.require_person(actor)
    learner = Learner.objects.filter(person_id=actor.person_id).first() or Learner()
    return OwnState(is_on_for(actor.person_id), learner.texts, learner.words, learner.built_at)


def is_on_for(person_id: str) -> bool:
    """Tell whether both want suggestions, the organisation and the person. One query and those of
    the sources.
    """
    return organisation().is_on and is_wanted(person_id)


def organisation() -> Organisation:
    """Return what the organisation learned. One query."""
    return Organisation.objects.filter(id=Organisation.ONLY).first() or Organisation()
