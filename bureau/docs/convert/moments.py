"""Times as files write them."""

from datetime import UTC, datetime


def moment(raw: str) -> str:
    """Return a time as RFC 3339 in UTC to the second; empty when it cannot be read."""
    try:
        found = datetime.fromisoformat(raw.strip().replace("Z", "+00:00"))
    except ValueError:
        return ""
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return ""
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if found.year >= 1000 else ""
