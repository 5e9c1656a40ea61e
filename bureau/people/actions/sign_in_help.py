"""What the help desk does for people who cannot sign in, or must not stay signed in."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from bureau.people import policies
from bureau.people.actor import Actor
from bureau.people.events import announce_person
from bureau.people.models import Person

from .suspend import end_sessions
from .update_person import locked_person


@transaction.atomic
def sign_out_everywhere(actor: Actor, person: Person) -> None:
    """End all sessions of the person; emits `person.secured`."""
    policies.require(actor, "see_security", person)
    end_sessions(person.id)
    announce_person("secured", person, {"sessions": ["open", "ended"]})


@transaction.atomic
def remove_factors(actor: Actor, person: Person) -> None:
    """Remove passkeys, TOTP and recovery codes of a person who lost them, and end all sessions.

    Emits `person.secured`. The password stays; who has none recovers by mail or is invited again.
    """
    person = locked_person(person.id)
    policies.require(actor, "see_security", person)
    factors = Authenticator.objects.filter(user_id=person.id)
    kinds = sorted(factors.values_list("type", flat=True))
    factors.delete()
    end_sessions(person.id)
    announce_person("secured", person, {"factors": [kinds, []]})
