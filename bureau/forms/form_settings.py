"""Settings of a form that are neither questions nor rights, checked where they enter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .errors import BadForm

MAX_RESPONSES = 1_000_000
CollectEmail = Literal["none", "typed", "signed_in"]


@dataclass(frozen=True, slots=True)
class FormSettings:
    """What the author chose."""

    description: str = ""
    confirmation: str = ""
    collect_email: CollectEmail = "none"
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    max_responses: int = MAX_RESPONSES
    notify: bool = False
    minimum_fill_s: float = 1.0
    """Answers that come faster are held for review; people do not type that fast."""


def parse_settings(raw: Mapping[str, object]) -> FormSettings:
    """Return the settings; raises `BadForm`."""
    return FormSettings(
        description=_text(raw, "description"),
        confirmation=_text(raw, "confirmation"),
        collect_email=_collect_email(raw.get("collect_email", "none")),
        opens_at=_time(raw, "opens_at"),
        closes_at=_time(raw, "closes_at"),
        max_responses=int(_number(raw, "max_responses", MAX_RESPONSES, 1, MAX_RESPONSES)),
        notify=raw.get("notify") is True,
        minimum_fill_s=_number(raw, "minimum_fill_s", 1.0, 0, 60),
    )


def stored(settings: FormSettings) -> dict[str, object]:
    """Return the settings as JSON."""
    return {
        "description": settings.description,
        "confirmation": settings.confirmation,
        "collect_email": settings.collect_email,
        "opens_at": settings.opens_at.isoformat() if settings.opens_at else None,
        "closes_at": settings.closes_at.isoformat() if settings.closes_at else None,
        "max_responses": settings.max_responses,
        "notify": settings.notify,
        "minimum_fill_s": settings.minimum_fill_s,
    }


def _refuse(name: str, message: str) -> BadForm:
    return BadForm(errors=[{"field": f"settings.{name}", "message": message}])


def _text(raw: Mapping[str, object], name: str) -> str:
    value = raw.get(name) or ""
    if not isinstance(value, str) or len(value) > 10_000:
        raise _refuse(name, "This is a text of at most 10,000 characters.")
    return value


def _collect_email(value: object) -> CollectEmail:
    if value == "none":
        return "none"
    if value == "typed":
        return "typed"
    if value == "signed_in":
        return "signed_in"
    raise _refuse("collect_email", "Choose none, typed or signed_in.")


def _time(raw: Mapping[str, object], name: str) -> datetime | None:
    value = raw.get(name)
    if value in (None, ""):
        return None
    try:
        time = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        time = None
    if time is None:
        raise _refuse(name, "This is a time such as 2026-01-31T18:00:00Z.")
    return time if timezone.is_aware(time) else timezone.make_aware(time)


def _number(
    raw: Mapping[str, object], name: str, default: float, least: float, most: float
) -> float:
    value = raw.get(name, default)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _refuse(name, f"This is a number from {least} to {most:,}.")
    return value
