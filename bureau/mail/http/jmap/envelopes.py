"""The envelope of a submission: from whom, to whom, and when it is to be released (RFC 4865)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from ...actions.hold import LONGEST
from ...sending_rights import on_behalf_of
from .protocol import SetError


def check_sender(person_id: str, account_id: str, envelope: Any) -> None:
    """Refuse a return path that the sender may not use."""
    sender = envelope.get("mailFrom") if isinstance(envelope, dict) else None
    if sender is None:
        return
    email = sender.get("email") if isinstance(sender, dict) else None
    if not isinstance(email, str):
        raise _refused("'mailFrom' has an 'email'.")
    if email and on_behalf_of(person_id, account_id, email) is None:
        raise SetError("forbiddenMailFrom")


def people_of(envelope: Any) -> list[str]:
    """Return the recipients that an envelope names."""
    people = envelope.get("rcptTo") if isinstance(envelope, dict) else None
    if not isinstance(people, list):
        raise _refused("An envelope has a list 'rcptTo'.")
    found = [one.get("email") if isinstance(one, dict) else None for one in people]
    if not all(isinstance(one, str) for one in found):
        raise _refused("Each of 'rcptTo' has an 'email'.")
    return [str(one) for one in found]


def held_until(envelope: Any) -> datetime | None:
    """Return the moment that HOLDFOR or HOLDUNTIL name; None to send now."""
    given = _parameters(envelope)
    if not {"HOLDFOR", "HOLDUNTIL"} & given.keys():
        return None
    if given.keys() >= {"HOLDFOR", "HOLDUNTIL"}:
        raise _refused("Give HOLDFOR or HOLDUNTIL.")
    now = timezone.now()
    until = _after(given["HOLDFOR"], now) if "HOLDFOR" in given else _at(given["HOLDUNTIL"])
    if until - now > LONGEST:
        raise _refused("A message is held for 366 days at most.")
    return until if until > now else None


def _parameters(envelope: Any) -> dict[str, str]:
    sender = envelope.get("mailFrom") if isinstance(envelope, dict) else None
    found = sender.get("parameters") if isinstance(sender, dict) else None
    if not isinstance(found, dict):
        return {}
    return {name.upper(): value if isinstance(value, str) else "" for name, value in found.items()}


def _after(text: str, now: datetime) -> datetime:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise _refused("HOLDFOR is a number of seconds.")
    return now + timedelta(seconds=int(text))


def _at(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _refused("HOLDUNTIL is a UTC date.") from None
    if moment.tzinfo is None:
        raise _refused("HOLDUNTIL is a UTC date.")
    return moment


def _refused(text: str) -> SetError:
    return SetError("invalidProperties", text, properties=["envelope"])
