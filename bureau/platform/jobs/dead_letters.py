"""Dead letters: jobs that failed too often, kept until somebody decides."""

from collections.abc import Iterable

from django.utils import timezone

from .models import Job
from .registry import wake_after_commit


def replay(job_ids: Iterable[int]) -> int:
    """Make these dead jobs ready again, with their attempts counted afresh; return how many."""
    count = Job.objects.filter(id__in=list(job_ids), state=Job.State.DEAD).update(
        state=Job.State.READY, attempts=0, run_at=timezone.now()
    )
    wake_after_commit()
    return count


def discard(job_ids: Iterable[int]) -> int:
    """Delete these dead jobs; return how many."""
    count, _ = Job.objects.filter(id__in=list(job_ids), state=Job.State.DEAD).delete()
    return count
