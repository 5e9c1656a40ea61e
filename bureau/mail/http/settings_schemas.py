"""Shapes of templates."""

from datetime import datetime

from ninja import Schema
from pydantic import Field


class TemplateIn(Schema):
    """A template to keep."""

    account_id: str | None = Field(None, description="A shared mailbox; the caller's own if null")
    name: str = Field(min_length=1, max_length=200)
    subject: str = Field("", max_length=2000)
    html: str = Field("", max_length=500_000)
    shared: bool = Field(False, description="Offered to everybody in the organisation")

    def fields(self) -> dict[str, object]:
        """Return the columns."""
        return {
            "name": self.name,
            "subject": self.subject,
            "html": self.html,
            "is_shared": self.shared,
        }


class MailTemplateOut(Schema):
    """A template."""

    id: str
    account_id: str
    name: str
    subject: str
    html: str
    shared: bool
    changed_at: datetime
    may_change: bool


class TemplatesOut(Schema):
    """Templates by name."""

    items: list[MailTemplateOut]
    next: str | None = None
