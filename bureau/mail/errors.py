"""Refusals of mail."""

from bureau.platform.errors import BadInput, Forbidden, NotFound, Refusal


class MailRefusal(Refusal):
    """Base of what mail refuses."""

    code = "mail_refused"


class NoSuchAccount(NotFound):
    """No account, or none that the caller may know of."""

    code = "mail_account_not_found"
    title = "This mail account does not exist, or it was not shared with you."


class NotYourAddress(Forbidden):
    """The sender address belongs to somebody else."""

    code = "mail_not_your_address"
    title = "You may not send as this address. Choose one of your own addresses."


class BadMessage(BadInput):
    """The message cannot be sent as it is."""

    code = "mail_bad_message"
    title = "The message cannot be sent. Check the addresses and the attachments."


class Undeliverable(MailRefusal):
    """A recipient cannot get this message; carries the SMTP reply."""

    code = "mail_undeliverable"
    status = 422
    title = "This address cannot receive the message."

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply
        """Such as `550 5.1.1 No such address here`."""
