"""Moves time on for jobs that wait for it: what would be done later is due now.

Run as a program, in the environment of the installation: `python -m tests.journeys.clock NAME`.
"""

import os
import sys

import django


def make_due(name: str) -> int:
    """Make all waiting jobs of a name due; return how many there were."""
    from django.utils import timezone

    from bureau.platform.jobs.models import Job

    waiting = Job.objects.filter(name=name, run_at__gt=timezone.now())
    return waiting.update(run_at=timezone.now())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    django.setup()
    sys.exit(0 if make_due(sys.argv[1]) else "no such job waits")
