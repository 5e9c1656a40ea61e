"""Background work of forms."""

from datetime import timedelta

from bureau.platform import jobs

from .actions.upload import clear_orphans


@jobs.job("forms.clear_uploads", atomic=False, slow=True)
def clear_uploads() -> None:
    """Delete uploads that no response claimed within a day."""
    clear_orphans()


jobs.schedule(clear_uploads, timedelta(hours=1))
