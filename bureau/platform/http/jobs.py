"""Background work of the HTTP layer."""

from datetime import timedelta

from django.utils import timezone

from bureau.platform import jobs

from .models import StoredAnswer

KEEP = timedelta(days=1)


@jobs.job("http.sweep_answers")
def sweep_answers() -> None:
    """Forget the answers to requests of more than a day ago."""
    StoredAnswer.objects.filter(created_at__lt=timezone.now() - KEEP).delete()


jobs.schedule(sweep_answers, timedelta(hours=1))
