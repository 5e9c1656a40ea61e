"""The daily job that keeps occurrences three years ahead."""

from datetime import timedelta

from bureau.platform import jobs

from .actions import rolling


@jobs.job("calendar.roll_forward")
def roll_forward() -> None:
    """Fill what fell behind. May run again."""
    while rolling.roll_forward():
        pass


def schedule() -> None:
    """Run it every day."""
    jobs.schedule(roll_forward, timedelta(days=1))
