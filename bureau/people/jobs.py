"""Background work of people."""

from django.utils import timezone

from bureau.platform import jobs

from .models import Session


@jobs.job("people.remove_ended_sessions")
def remove_ended_sessions() -> None:
    """Remove sessions whose time is over; they are refused anyway."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
