"""Those who report to a leaver report to the successor from then on."""

from django.db.models import QuerySet

from bureau.people import SYSTEM, Person, PersonChanges, update_person


def preview(person: Person, to: Person) -> list[str]:
    """Say who is concerned. One query."""
    names = list(_reports(person, to).values_list("name", flat=True))
    if not names:
        return []
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return [f"{shown} will report to {to.name}."]


def hand_over(person: Person, to: Person) -> None:
    """Give the reports another manager; a successor who reported to the leaver reports one
    higher.
    """
    for report in _reports(person, to):
        update_person(SYSTEM, report.id, PersonChanges(manager_id=to.id))
    if to.manager_id == person.id:
        above = person.manager_id if person.manager_id != to.id else None
        update_person(SYSTEM, to.id, PersonChanges(manager_id=above))


def _reports(person: Person, to: Person) -> QuerySet[Person]:
    return Person.objects.filter(manager=person).exclude(id=to.id).order_by("name", "id")
