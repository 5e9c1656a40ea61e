"""Background work of a person's mail features: letting go of what is over, going on with transfers.

Beside `jobs.py`, which moves messages.
"""

from datetime import timedelta

from bureau.platform import jobs
from bureau.platform.http.language import Language


@jobs.job("mail.forget_images")
def forget_images() -> None:
    """Let go of old pictures of the web."""
    from .remote_images import forget_images as forget

    forget()


jobs.schedule(forget_images, timedelta(hours=6))


@jobs.job("mail.code")
def mail_code(mail_id: str, email: str, language: Language) -> None:
    """Mail a code to read a confidential message, if it was sent to that address."""
    from .actions.passcode import mail_code as send

    send(mail_id, email, language)


@jobs.job("mail.push_verify", atomic=False, slow=True)
def verify_push(subscription_id: str, failures: int = 0) -> None:
    """Ask an address whether it wants to be told of changes."""
    from .push import verify

    verify(subscription_id, failures)


@jobs.job("mail.push", atomic=False, slow=True)
def push_changes(subscription_id: str, failures: int = 0) -> None:
    """Tell a client what changed."""
    from .push import push

    push(subscription_id, failures)


@jobs.job("mail.forget_pushes")
def forget_pushes() -> None:
    """Forget subscriptions that nobody renewed."""
    from .push import forget_old

    forget_old()


jobs.schedule(forget_pushes, timedelta(hours=6))


@jobs.job("mail.forget_codes")
def forget_codes() -> None:
    """Forget codes that are over."""
    from .actions.passcode import forget_codes as forget

    forget()


jobs.schedule(forget_codes, timedelta(hours=1))


@jobs.job("mail.transfer", atomic=False, slow=True, lease_s=300, attempts=8, backoff_s=15)
def transfer(transfer_id: str) -> None:
    """Import or export for half a minute, then make room for others and go on."""
    from .transfer.run import run_for_a_while

    if not run_for_a_while(transfer_id):
        transfer.enqueue(transfer_id=transfer_id)


@jobs.job("mail.forget_transfers")
def forget_transfers() -> None:
    """Let go of uploads and files of transfers that are over for a week."""
    from .transfer.run import forget_old

    forget_old()


jobs.schedule(forget_transfers, timedelta(hours=6))
