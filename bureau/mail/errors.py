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


class NoSuchConfidential(NotFound):
    """No confidential message, or none that the caller may manage."""

    code = "mail_confidential_not_found"
    title = "This confidential message does not exist, or it is not yours to change."


class Undeliverable(MailRefusal):
    """A recipient cannot get this message; carries the SMTP reply."""

    code = "mail_undeliverable"
    status = 422
    title = "This address cannot receive the message."

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply
        """Such as `550 5.1.1 No such address here`."""


class MailboxExists(MailRefusal):
    """There is a label of this name already."""

    code = "mail_mailbox_exists"
    status = 409
    title = "There is such a mailbox already. Choose another name."


class MailboxRefused(MailRefusal):
    """A label cannot be made, changed or removed like this."""

    code = "mail_mailbox_refused"
    status = 422
    title = "This cannot be done with this mailbox."

    def __init__(self, detail: str = "", reason: str = "CANNOT") -> None:
        super().__init__(detail)
        self.reason = reason
        """The response code of IMAP."""


class NoSuchRule(NotFound):
    """No rule, script, forwarding or block like that in the account."""

    code = "mail_rule_not_found"
    title = "This rule does not exist any more. Load the page again."


class BadRule(BadInput):
    """A rule, script, forwarding or block that cannot be kept as it is."""

    code = "mail_bad_rule"
    title = "This cannot be saved. Check what you wrote."


class ForwardingForbidden(Forbidden):
    """The organisation keeps mail inside."""

    code = "mail_forwarding_forbidden"
    title = "Your organisation does not allow mail to be forwarded outside."


class SendingLimit(MailRefusal):
    """The account, or everybody together, wrote to as many people outside today as allowed."""

    code = "mail_sending_limit"
    status = 429
    title = "You reached today's limit of recipients outside. Send the rest tomorrow."
