"""Background work of drive; every job may run again."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from bureau.platform import jobs

from . import partial, thumbnails
from .models import Drive, Revision, Upload


@jobs.job("drive.recount")
def recount(drive_id: str) -> None:
    """Count the bytes of a drive anew, after a tree came from another drive or went there."""
    drive = Drive.objects.select_for_update().filter(id=drive_id).first()
    if drive:
        kept = Revision.objects.filter(node__scope__drive=drive)
        drive.used_bytes = kept.aggregate(total=Sum("size_bytes"))["total"] or 0
        drive.save(update_fields=["used_bytes"])


@jobs.job("drive.expire_uploads")
def expire_uploads() -> None:
    """Forget uploads that were not finished in time, and finished ones that nobody asks for any
    more.
    """
    late = list(
        Upload.objects.filter(expires_at__lt=timezone.now()).values_list("id", flat=True)[:1000]
    )
    Upload.objects.filter(id__in=late).delete()
    for upload_id in late:
        partial.discard(upload_id)


def schedule() -> None:
    """Set the recurring jobs up."""
    from .actions.purge import empty_old_trash
    from .splitting import split_large_places

    jobs.schedule(expire_uploads, timedelta(hours=1))
    jobs.schedule(empty_old_trash, timedelta(hours=6))
    jobs.schedule(split_large_places, timedelta(hours=1))
    jobs.schedule(thumbnails.forget_thumbnails, timedelta(hours=6))
