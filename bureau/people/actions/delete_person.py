"""Delete a suspended person: the row stays for what refers to it, everything that opens a door is
gone.
"""

from django.db import transaction

from bureau.people import membership, policies
from bureau.people.actor import Actor
from bureau.people.errors import WrongState
from bureau.people.events import announce_person
from bureau.people.models import AccessToken, AppPassword, GroupMember, Invitation, Person

from .suspend import end_sessions
from .update_person import locked_person


@transaction.atomic
def delete_person(actor: Actor, person: Person) -> Person:
    """Take away groups, tokens, app passwords and the password; emits `person.deleted`.

    Deleting a deleted person changes nothing. Raises `WrongState` unless suspended, `Forbidden`.
    """
    policies.require_admin(actor)
    person = locked_person(person.id)
    if person.state == Person.State.DELETED:
        return person
    if person.state != Person.State.SUSPENDED:
        raise WrongState
    person.state = Person.State.DELETED
    person.set_unusable_password()
    person.save(update_fields=["state", "password", "updated_at"])
    for table in (GroupMember, AccessToken, AppPassword, Invitation):
        table.objects.filter(person=person).delete()
    membership.recompute([person.id])
    end_sessions(person.id)
    announce_person("deleted", person, {"state": ["suspended", "deleted"]})
    return person
