"""Writing a message down in the words of IMAP, once, when it is filed."""

from collections.abc import Iterable
from datetime import datetime

from bureau.platform import blobs
from bureau.platform.db import insert
from bureau.platform.mime import Part, parse
from bureau.platform.mime.rendering import render

from ..models import Email, Rendering

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def store_rendering(email: Email, raw: bytes, root: Part, received_at: datetime) -> None:
    """Add the row that FETCH reads. One query."""
    insert(_rendering(email, raw, root, received_at))


def render_missing(emails: Iterable[Email]) -> list[Rendering]:
    """Render messages that were filed before there were renderings. One query, one blob each."""
    rows = []
    for email in emails:
        raw = blobs.read(email.blob)
        rows.append(_rendering(email, raw, parse(raw).root, email.received_at))
    Rendering.objects.bulk_create(rows, ignore_conflicts=True)
    return rows


def _rendering(email: Email, raw: bytes, root: Part, received_at: datetime) -> Rendering:
    found = render(raw, root)
    return Rendering(
        email_id=email.id,
        size_bytes=email.size_bytes,
        internal_date=internal_date(received_at),
        envelope=found.envelope,
        body=found.body,
        structure=found.structure,
        fields=found.fields,
    )


def internal_date(moment: datetime) -> bytes:
    """Write a moment as INTERNALDATE, in its own time zone."""
    day = f"{moment.day:2d}-{_MONTHS[moment.month - 1]}-{moment.year:04d}"
    return f'"{day} {moment:%H:%M:%S} {moment:%z}"'.encode()
