"""Invite a person to set a password or passkey by a one-use link."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bureau.people import policies
from bureau.people.actor import Actor
from bureau.people.errors import WrongState
from bureau.people.events import announce_person
from bureau.people.models import Invitation, Person
from bureau.people.secret_hashes import hashed, new_token
from bureau.platform.config import config

VALID = timedelta(days=14)


@transaction.atomic
def invite(actor: Actor, person: Person) -> Invitation:
    """Make a link for the person, replacing any former one; the caller sends it
    (`invitation.link`).

    Emits `person.invited`. Raises `WrongState` for anyone who is not waiting to join, `Forbidden`.
    """
    policies.require(actor, "invite", person)
    if person.state != Person.State.INVITED or person.kind != Person.Kind.PERSON:
        raise WrongState
    now = timezone.now()
    Invitation.objects.filter(person=person, used_at__isnull=True).update(used_at=now)
    token = new_token("bi")
    invitation = Invitation.objects.create(
        person=person,
        token_hash=hashed(token),
        invited_by=actor.person_id,
        expires_at=now + VALID,
    )
    invitation.link = f"{config().public_url}/invite/{token}"
    announce_person("invited", person, {"invitation": [None, invitation.id]})
    return invitation
