"""Writing templates; they count for those who join from then on."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from bureau.people import Actor, Group, Unit
from bureau.platform import events
from bureau.platform.errors import BadInput, NotFound

from ..countries import CODES
from ..models import Template
from ..policies import require_admin


@dataclass(frozen=True, slots=True)
class TemplateFields:
    """What a template says."""

    name: str
    unit_id: str | None
    country: str
    settings: dict[str, Any]


@transaction.atomic
def save_template(actor: Actor, fields: TemplateFields, template_id: str = "") -> Template:
    """Make or change a template. Raises `BadInput`, `NotFound`, `Forbidden`."""
    require_admin(actor)
    template = _found(template_id) if template_id else Template()
    before = _content(template) if template_id else {}
    _check(fields, template_id)
    template.name = fields.name.strip()
    template.unit = Unit.objects.filter(id=fields.unit_id).first()
    template.country, template.settings = fields.country.upper(), fields.settings
    template.save()
    _announce(template, before, _content(template))
    return template


@transaction.atomic
def delete_template(actor: Actor, template_id: str) -> None:
    """Delete a template. Raises `NotFound`, `Forbidden`."""
    require_admin(actor)
    template = _found(template_id)
    _announce(template, _content(template), {})
    template.delete()


def _found(template_id: str) -> Template:
    template = Template.objects.filter(id=template_id).first()
    if template is None:
        raise NotFound()
    return template


def _check(fields: TemplateFields, template_id: str) -> None:
    errors = []
    if Template.objects.filter(name=fields.name.strip()).exclude(id=template_id).exists():
        errors.append({"field": "name", "message": "There is a template of this name already."})
    if fields.unit_id and not Unit.objects.filter(id=fields.unit_id).exists():
        errors.append({"field": "unit_id", "message": "There is no such unit."})
    if fields.country and fields.country.upper() not in CODES:
        errors.append({"field": "country", "message": "Use two letters, such as FR."})
    errors += _settings_errors(fields.settings)
    if errors:
        raise BadInput(errors=errors)


def _settings_errors(settings: dict[str, Any]) -> list[dict[str, str]]:
    """Name what would fail only when somebody joins."""
    errors = []
    wanted = set(settings.get("groups", ()))
    known = set(Group.objects.filter(email__in=wanted).values_list("email", flat=True))
    for address in sorted(wanted - known):
        errors.append({"field": "groups", "message": f"There is no group {address}."})
    zone = settings.get("time_zone")
    if zone and zone not in available_timezones():
        errors.append({"field": "time_zone", "message": "Use a name such as Europe/Paris."})
    return errors


def _content(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "unit_id": template.unit_id,
        "country": template.country,
        "settings": template.settings,
    }


def _announce(template: Template, before: dict[str, Any], after: dict[str, Any]) -> None:
    events.emit(
        "template.changed",
        stream=f"template:{template.id}",
        subject=("template", template.id),
        payload={"name": template.name},
        changes={key: [before.get(key), after.get(key)] for key in {**before, **after}},
    )
