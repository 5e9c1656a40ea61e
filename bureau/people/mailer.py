"""How people sends mail although mail lies above it: whoever can send registers here.

register_mailer(lambda message: automation.perform("mail.send", {...}, owner=SYSTEM))
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SystemMail:
    """A message of the sign-in pages to one person."""

    to: str
    subject: str
    text: str
    html: str = ""


Mailer = Callable[[SystemMail], None]


def mail_to_log(message: SystemMail) -> None:
    """Write the message to the log: nobody can send yet."""
    log.warning("no mailer is registered; to %s: %s\n%s", message.to, message.subject, message.text)


_mailers: list[Mailer] = [mail_to_log]


def register_mailer(send: Mailer) -> None:
    """Send system mail this way from now on; runs inside the transaction of whoever asks."""
    _mailers[:] = [send]


def send_system_mail(message: SystemMail) -> None:
    """Send through the registered mailer."""
    _mailers[0](message)
