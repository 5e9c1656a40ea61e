"""Take an object out of search."""

from ..models import Entry


def remove(kind: str, object_id: str) -> None:
    """Delete the entry of an object in the caller's transaction; an absent one is ignored."""
    Entry.objects.filter(kind=kind, object_id=object_id).delete()
