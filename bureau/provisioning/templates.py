"""Merging templates: the general first, the exact last; lists add up, other values are replaced."""

from collections.abc import Iterable, Mapping
from typing import Any

from .models import Template


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
