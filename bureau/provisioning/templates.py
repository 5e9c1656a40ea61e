"""Merging templates: the general first, the exact last; lists add up, other values are replaced."""

from collections.abc import Iterable, Mapping
from typing import Any

from bureau.people import Unit

from .models import Template

DEFAULTS = ("language", "time_zone")
"""Settings that a person takes over where the roster says nothing."""


def matching(
    templates: Iterable[Template], unit_path: frozenset[str], country: str
) -> list[Template]:
    """Return the templates for a unit (with those above it) and country, the most general first."""
    fitting = [
        template
        for template in templates
        if (template.unit_id is None or template.unit_id in unit_path)
        and template.country in ("", country)
    ]
    return sorted(fitting, key=lambda one: (one.unit_id is not None, bool(one.country), one.name))


def merged(settings: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the settings as one."""
    result: dict[str, Any] = {}
    for one in settings:
        for key, value in one.items():
            before = result.get(key)
            if isinstance(value, list) and isinstance(before, list):
                result[key] = [*before, *(part for part in value if part not in before)]
            else:
                result[key] = value
    return result


def units_above() -> dict[str, frozenset[str]]:
    """Return each unit with itself and all units above it. One query."""
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    found: dict[str, frozenset[str]] = {}
    for unit_id in parents:
        path, at = set(), unit_id
        while at:
            path.add(at)
            at = parents.get(at) or ""
        found[unit_id] = frozenset(path)
    return found


def fill_in(newcomers: Iterable[dict[str, str | None]]) -> None:
    """Complete the fields of persons to be made with what the templates of their place say. Two
    queries.
    """
    templates = list(Template.objects.all())
    above = units_above() if templates else {}
    for fields in newcomers:
        path = above.get(fields.get("unit_id") or "", frozenset())
        fitting = matching(templates, path, fields.get("country") or "")
        settings = merged(template.settings for template in fitting)
        for name in DEFAULTS:
            if settings.get(name) and not fields.get(name):
                fields[name] = settings[name]
