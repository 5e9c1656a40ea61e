"""Shapes of what a person chooses; the choices themselves are `choices.Choices`."""

from pydantic import Field

from ..choices import Choices


class CalendarSettingsOut(Choices):
    """All settings, with where new events go."""

    default_calendar_id: str | None = Field(None, max_length=26)
