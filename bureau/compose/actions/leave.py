"""Somebody leaves for good: what was learned from them goes too."""

from bureau.compose.jobs import learn_organisation
from bureau.compose.models import Learner
from bureau.platform.events import Event

from .learn_person import forget_learned


def is_known(event: Event) -> bool:
    """Tell whether anything was learned from the person. One query."""
    return Learner.objects.filter(person_id=event.subject_id).exists()


def on_deleted(event: Event) -> None:
    """Drop what was learned, and build the organisation's model without it."""
    if forget_learned(event.subject_id):
        learn_organisation.at(None, serial="compose").enqueue()
