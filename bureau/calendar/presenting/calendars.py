"""Shapes of calendars and of who has them."""

from collections.abc import Iterable, Sequence
from typing import Any

from bureau import people
from bureau.access import GrantRow

from ..listing import Listed
from ..policies import FREE_BUSY, ROLE_NAMES


def present_calendars(found: Iterable[Listed]) -> list[dict[str, Any]]:
    """Show the list of a person."""
    return [present_calendar(one) for one in found]


def present_calendar(one: Listed) -> dict[str, Any]:
    """Show a calendar as a person has it."""
    calendar, owner = one.calendar, one.calendar.owner
    knows = one.role > FREE_BUSY
    return {
        "id": calendar.id,
        "name": one.name if knows else (one.entry.name if one.entry else "") or owner.name,
        "description": calendar.description if knows else "",
        "color": one.color,
        "kind": calendar.kind,
        "owner": {"id": owner.id, "name": owner.name, "email": owner.email},
        "role": role_name(one.role),
        "is_shown": one.is_shown,
        "is_default": one.is_default,
        "is_mine": one.is_mine,
        "time_zone": calendar.time_zone,
        "free_busy": calendar.free_busy,
        "is_transparent": calendar.is_transparent,
        "components": calendar.components.split(","),
        "position": one.position,
        "dav_url": f"/dav/calendars/{owner.id}/{calendar.slug}/" if knows else "",
    }


def role_name(role: int) -> str:
    """Return the word of a role of the ladder."""
    return ROLE_NAMES[max(step for step in ROLE_NAMES if step <= role)]


def present_grants(rows: Sequence[GrantRow]) -> list[dict[str, Any]]:
    """Show who has which role; principals that are gone are left out. Two queries."""
    cards = people.describe_principals(row.principal_id for row in rows)
    return [
        {
            "principal_id": row.principal_id,
            "kind": cards[row.principal_id].kind,
            "name": cards[row.principal_id].name,
            "email": cards[row.principal_id].email,
            "role": role_name(row.role),
        }
        for row in rows
        if row.principal_id in cards
    ]
