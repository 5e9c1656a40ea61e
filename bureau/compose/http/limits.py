"""How often one person may ask: faster than anybody types, on all connections together."""

from bureau.platform import limits

RATE, PER_S = 300, 10


def take(person_id: str) -> None:
    """Count one request, or raise `TooManyRequests`."""
    limits.take("compose", person_id, rate=RATE, per_s=PER_S)
