"""What the organisation and its persons decide: whether to suggest, and to be forgotten."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from bureau.compose import policies
from bureau.compose.jobs import learn_all, learn_organisation
from bureau.compose.models import Learner, Organisation
from bureau.compose.serving import forget_writer
from bureau.people import Actor

from .learn_person import forget_learned


@transaction.atomic
def switch(actor: Actor, *, is_on: bool) -> Organisation:
    """Turn suggestions on or off for everybody; what was learned is dropped, or learned anew, by
    jobs. Raises `Forbidden` but for administrators.
    """
    policies.require_admin(actor)
    row, _ = Organisation.objects.select_for_update().get_or_create(id=Organisation.ONLY)
    if row.is_on != is_on:
        row.is_on = is_on
        row.save(update_fields=["is_on"])
        learn_all.enqueue()
    transaction.on_commit(partial(forget_writer, ""))
    return row


@transaction.atomic
def forget(actor: Actor) -> None:
    """Forget everything learned from the actor; texts written until now are never learned from
    again. The organisation's model is built without them.
    """
    policies.require_person(actor)
    if forget_learned(actor.person_id):
        learn_organisation.at(None, serial="compose").enqueue()
    Learner.objects.update_or_create(
        person_id=actor.person_id, defaults={"forgotten_at": timezone.now()}
    )
    transaction.on_commit(partial(forget_writer, actor.person_id))
