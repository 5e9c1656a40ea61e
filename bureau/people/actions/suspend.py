"""Suspend a person: nothing of theirs is accepted any more, on any protocol, from the next request
on.
"""

from allauth.usersessions.models import UserSession
from django.db import transaction

from bureau.people import policies
from bureau.people.actor import Actor
from bureau.people.errors import WrongState
from bureau.people.events import announce_person
from bureau.people.models import Invitation, Person, Session
from bureau.platform import live

from .set_role import require_another_administrator
from .update_person import locked_person


@transaction.atomic
def suspend(actor: Actor, person: Person) -> Person:
    """End all sessions and refuse tokens and app passwords; emits `person.suspended`.

    Tokens and app passwords stay, unusable, so that `restore` within the hold brings everything
    back. Suspending a suspended person changes nothing. Raises `LastAdministrator`, `Forbidden`.
    """
    person = locked_person(person.id)
    policies.require(actor, "suspend", person)
    if person.state == Person.State.SUSPENDED:
        return person
    if person.state == Person.State.DELETED:
        raise WrongState
    require_another_administrator(person)
    before = str(person.state)
    person.state = Person.State.SUSPENDED
    person.save(update_fields=["state", "updated_at"])
    end_sessions(person.id)
    announce_person("suspended", person, {"state": [before, "suspended"]})
    return person


def end_sessions(person_id: str) -> None:
    """Sign the person out everywhere and close their open streams."""
    Session.objects.filter(person_id=person_id).delete()
    UserSession.objects.filter(user_id=person_id).delete()
    live.publish([person_id], "session", state="ended")


@transaction.atomic
def restore(actor: Actor, person: Person) -> Person:
    """Let a suspended person in again; emits `person.restored`. Who never joined may be invited."""
    person = locked_person(person.id)
    policies.require(actor, "restore", person)
    if person.state != Person.State.SUSPENDED:
        raise WrongState
    person.state = Person.State.ACTIVE if _joined(person) else Person.State.INVITED
    person.save(update_fields=["state", "updated_at"])
    announce_person("restored", person, {"state": ["suspended", str(person.state)]})
    return person


def _joined(person: Person) -> bool:
    """Whether the person was ever able to sign in, or never needs to."""
    if person.kind != Person.Kind.PERSON or person.has_usable_password():
        return True
    open_invitation = Invitation.objects.filter(person=person, used_at__isnull=True)
    return not open_invitation.exists() and person.last_login is not None
