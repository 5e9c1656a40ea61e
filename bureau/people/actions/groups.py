"""Groups and their direct members; `Membership` follows in the same transaction."""

from django.db import transaction

from bureau.people import membership
from bureau.people.actor import Actor
from bureau.people.errors import GroupCycle
from bureau.people.events import announce_group
from bureau.people.models import Address, Group, GroupMember, Membership, Person
from bureau.people.person_fields import check_fields, normal_email, require
from bureau.people.policies import require_admin
from bureau.platform.errors import NotFound

from .addresses import claim_addresses, replace_primary


@transaction.atomic
def create_group(actor: Actor, name: str, email: str = "", description: str = "") -> Group:
    """Create an empty group; emits `group.changed`. Raises `BadPerson`, `AddressTaken`,
    `Forbidden`.
    """
    require_admin(actor)
    name, email = name.strip(), normal_email(email)
    _check(name, email)
    group = Group.objects.create(name=name, email=email, description=description.strip())
    if email:
        claim_addresses([Address(email=email, group=group, kind=Address.Kind.PRIMARY)])
    announce_group(group, {"name": [None, name], "email": [None, email]}, "created")
    return group


@transaction.atomic
def update_group(
    actor: Actor,
    group_id: str,
    name: str | None = None,
    email: str | None = None,
    description: str | None = None,
) -> Group:
    """Change what is given; emits `group.changed` when anything is different afterwards."""
    require_admin(actor)
    group = membership.locked_group(group_id)
    wanted = {"name": name, "email": email, "description": description}
    changes: dict[str, list[str]] = {}
    for field, given in wanted.items():
        before = str(getattr(group, field))
        value = before if given is None else given.strip()
        value = normal_email(value) if field == "email" else value
        if value != before:
            changes[field] = [before, value]
            setattr(group, field, value)
    if changes:
        _check(group.name, group.email, group.id)
        group.save()
        if "email" in changes:
            replace_primary(group, group.email)
        announce_group(group, changes, "updated")
    return group


@transaction.atomic
def delete_group(actor: Actor, group_id: str) -> None:
    """Delete the group: grants to it stop counting with its memberships. Emits `group.changed`."""
    require_admin(actor)
    group = membership.locked_group(group_id)
    persons = membership.persons_in(group.id)
    announce_group(group, {"name": [group.name, None], "email": [group.email, None]}, "deleted")
    Membership.objects.filter(principal_id=group.id).delete()
    group.delete()
    membership.recompute(persons)


@transaction.atomic
def add_member(actor: Actor, group: Group, member: Person | Group) -> None:
    """Put a person or group into the group; nothing happens if it is there already.

    Raises `GroupCycle`, `Forbidden`; emits `group.changed`. Cost: the persons × groups that are
    added.
    """
    require_admin(actor)
    group = membership.locked_group(group.id)
    if isinstance(member, Group) and membership.is_within(group.id, member.id):
        raise GroupCycle
    row = {"group_id": group.id, _column(member): member.id}
    if not GroupMember.objects.filter(**row).exists():
        GroupMember.objects.create(**row)
        membership.extend(group.id, member)
        announce_group(group, {"member": [None, _label(member)]}, "member_added")


@transaction.atomic
def add_members(actor: Actor, group: Group, person_ids: list[str]) -> None:
    """Put many persons into the group at once: six queries however many, and one event."""
    require_admin(actor)
    group = membership.locked_group(group.id)
    direct = GroupMember.objects.filter(group=group, person_id__in=person_ids)
    there = set(direct.values_list("person_id", flat=True))
    fresh = list(Person.objects.filter(id__in=set(person_ids) - there).order_by("id"))
    if not fresh:
        return
    GroupMember.objects.bulk_create(GroupMember(group=group, person=person) for person in fresh)
    membership.extend_persons(group.id, {person.id for person in fresh})
    labels = [_label(person) for person in fresh]
    announce_group(group, {"members": [None, labels]}, "member_added")


@transaction.atomic
def remove_member(actor: Actor, group: Group, member: Person | Group) -> None:
    """Take a direct member out of the group; nothing happens if it is not there. Emits
    `group.changed`.
    """
    require_admin(actor)
    group = membership.locked_group(group.id)
    persons = {member.id} if isinstance(member, Person) else membership.persons_in(member.id)
    row = {"group_id": group.id, _column(member): member.id}
    removed, _ = GroupMember.objects.filter(**row).delete()
    if removed:
        membership.recompute(persons)
        announce_group(group, {"member": [_label(member), None]}, "member_removed")


def find_group(group_id: str) -> Group:
    """Return the group; raises `NotFound`. One query."""
    group = Group.objects.filter(id=group_id).first()
    if group is None:
        raise NotFound
    return group


def _column(member: Person | Group) -> str:
    return "person_id" if isinstance(member, Person) else "child_id"


def _label(member: Person | Group) -> str:
    return member.email or member.name


def _check(name: str, email: str, group_id: str = "") -> None:
    errors = [] if name else [{"field": "name", "message": "Write a name."}]
    errors += check_fields({"email": email}) if email else []
    if Group.objects.filter(name=name).exclude(id=group_id).exists():
        errors.append({"field": "name", "message": "There is a group of this name already."})
    require(errors)
