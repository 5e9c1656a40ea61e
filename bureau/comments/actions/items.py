"""What happens to threads when the item they are on goes."""

from bureau.comments.models import Thread


def delete_threads(kind: str, item_id: str) -> None:
    """Delete all threads of an item for good, in the caller's transaction."""
    Thread.objects.filter(kind=kind, item_id=item_id).delete()
