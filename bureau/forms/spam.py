"""Keeping automatic submissions from starting anything: a trap, a minimum time, and limits per
address and form.

What looks automatic is held for review, never thrown away: the machine may be wrong.
"""

from ipaddress import ip_address

from bureau.platform import limits

from .models import Form

TRAP = "website_2"
"""A field that people do not see and robots fill in."""


def held_because(trap: str, age_s: float, minimum_fill_s: float) -> str:
    """Return why a submission should be looked at first, empty when it looks well."""
    if trap:
        return "trap"
    return "too_fast" if age_s < minimum_fill_s else ""


def take_submission(address: str, form: Form) -> None:
    """Count a submission; raises `TooManyRequests`."""
    if not _is_local(address):
        limits.take("forms.address", address, 60, 60)
    limits.take("forms.form", form.id, 6_000, 60)


def take_upload(address: str, form: Form) -> None:
    """Count an upload; raises `TooManyRequests`."""
    if not _is_local(address):
        limits.take("forms.upload.address", address, 200, 3_600)
    limits.take("forms.upload.form", form.id, 5_000, 3_600)


def _is_local(address: str) -> bool:
    """A loopback peer is a proxy or this machine itself: it stands for many people."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
