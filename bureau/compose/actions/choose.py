"""What the organisation and its persons decide: whether to suggest, and to be forgotten."""

from django.db import transaction
from django.utils import timezone

from bureau.compose import policies
from bureau.compose.models import Learner, Organisation
from bureau.compose.serving import forget_writer
from bureau.people import Actor

from .learn_person import forget_learned


@transaction.atomic
def switch(actor: Actor, *, is_on: bool) -> Organisation:
    """Turn suggestions on or off for everybody; raises `Forbidden` but for administrators."""
    policies.require_admin(actor)
    row, _ = Organisation.objects.select_for_update().get_or_create(id=Organisation.ONLY)
    row.is_on = is_on
    row.save(update_fields=["is_on"])
    forget_writer("")
    return row


@transaction.atomic
def forget(actor: Actor) -> None:
    """Forget everything learned from the actor; texts written until now are never learned from
    again. The organisation's model loses them when it is built next.
    """
    policies.require_person(actor)
    forget_learned(actor.person_id)
    Learner.objects.update_or_create(
        person_id=actor.person_id, defaults={"forgotten_at": timezone.now()}
    )
    forget_writer(actor.person_id)
