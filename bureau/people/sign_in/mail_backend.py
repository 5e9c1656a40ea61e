"""Django's e-mail backend: whatever Django itself would send goes through the registered mailer."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from bureau.people.mailer import SystemMail, send_system_mail


class MailerBackend(BaseEmailBackend):
    """Hands every message to `send_system_mail`, one receiver each."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for receiver in message.recipients():
                send_system_mail(SystemMail(receiver, str(message.subject), str(message.body)))
        return len(email_messages)
