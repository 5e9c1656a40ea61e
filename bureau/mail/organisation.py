"""What administrators chose for all mail of the organisation, over its defaults."""

from typing import Literal

from django.db.models import QuerySet
from pydantic import BaseModel, ConfigDict, Field

from bureau.platform.db import prepared

from .models import MailPolicy


class Organisation(BaseModel):
    """The settings, each with its default."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    on_reject: Literal["reject", "quarantine", "junk", "deliver"] = "reject"
    """What happens to mail whose author's domain asks to refuse it (DMARC)."""
    on_quarantine: Literal["quarantine", "junk", "deliver"] = "junk"
    """What happens to mail whose author's domain asks to set it aside."""
    person_day: int = Field(default=2_000, ge=0, le=1_000_000)
    """Recipients outside that one account may write to on a day; 0 for any number."""
    organisation_day: int = Field(default=0, ge=0, le=100_000_000)
    """The same for everybody together."""
    forwards_outside: bool = True
    """Whether people may have their mail forwarded to addresses outside."""
    external_banner: bool = True
    """Whether mail from outside says so."""
    trace_days: int = Field(default=30, ge=1, le=365)
    held_days: int = Field(default=30, ge=1, le=365)
    """How long quarantine keeps a message."""
    signs_ed25519: bool = True
    """Sign with ed25519 beside RSA; some old hosts cannot judge it and go by the other."""


def organisation() -> Organisation:
    """Return the settings. One query by primary key."""
    chosen = _chosen()
    return Organisation.model_validate(chosen[0] if chosen else {})


@prepared
def _chosen() -> "QuerySet[MailPolicy, dict[str, object]]":
    return MailPolicy.objects.filter(id=1).values_list("chosen", flat=True)
