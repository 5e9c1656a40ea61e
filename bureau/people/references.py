"""Checks that the unit and manager of a person exist."""

from .models import Person, Unit
from .person_fields import FieldErrors


def check_references(unit_id: str | None, manager_id: str | None) -> FieldErrors:
    """Return an error for each that does not exist. One query each, none for None."""
    errors: FieldErrors = []
    if unit_id and not Unit.objects.filter(id=unit_id).exists():
        errors.append({"field": "unit_id", "message": "There is no such unit."})
    if manager_id and not Person.objects.filter(id=manager_id).exists():
        errors.append({"field": "manager_id", "message": "There is no such person."})
    return errors
