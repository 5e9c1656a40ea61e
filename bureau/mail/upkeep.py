"""Background work of a person's mail features: letting go of what is over, going on with transfers.

Beside `jobs.py`, which moves messages.
"""

from datetime import timedelta

from bureau.platform import jobs


@jobs.job("mail.forget_images")
def forget_images() -> None:
    """Let go of old pictures of the web."""
    from .remote_images import forget_images as forget

    forget()


jobs.schedule(forget_images, timedelta(hours=6))
