"""Background work of contacts; every job may run again."""

from datetime import timedelta

from django.utils import timezone

from bureau.platform import jobs

from .models import Merge

UNDO_DAYS = 30


@jobs.job("contacts.forget_merges")
def forget_merges() -> None:
    """Forget merges that are too old to be undone."""
    Merge.objects.filter(created_at__lt=timezone.now() - timedelta(days=UNDO_DAYS)).delete()


def schedule() -> None:
    """Set the recurring jobs up."""
    jobs.schedule(forget_merges, timedelta(hours=24))
