"""What IMAP needs besides: messages as FETCH shows them, what left mailboxes, spelt keywords."""

from django.db import models

from .accounts import Account, Mailbox
from .emails import Email


class Rendering(models.Model):
    """A message as FETCH lists it, written once in the protocol's own bytes when it is filed, so
    that lists open no blob and parse nothing.
    """

    email = models.OneToOneField(
        Email, primary_key=True, on_delete=models.CASCADE, related_name="rendering"
    )
    email_id: str
    size_bytes = models.BigIntegerField()
    internal_date = models.BinaryField()
    """Quoted, as in INTERNALDATE."""
    envelope = models.BinaryField()
    body = models.BinaryField()
    structure = models.BinaryField()
    """BODYSTRUCTURE: `body` with the extension fields."""
    fields = models.BinaryField()
    """The lines of those header fields that mail programs list by, as they are in the message."""


class Expunged(models.Model):
    """A message left a mailbox: what QRESYNC tells a program that was away (RFC 7162)."""

    pk = models.CompositePrimaryKey("mailbox_id", "uid")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="expunged_rows")
    mailbox_id: str
    uid = models.BigIntegerField()
    modseq = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["mailbox", "modseq", "uid"], name="expunged_since")]


class LostSubscription(models.Model):
    """A path that a program subscribed to and whose mailbox is gone: the name stays on its list
    until the program takes it off (RFC 9051 section 6.3.7).
    """

    pk = models.CompositePrimaryKey("account_id", "path")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    path = models.CharField(max_length=2100)


class Spelling(models.Model):
    """How a program first wrote a keyword; keywords themselves are compared in lower case."""

    pk = models.CompositePrimaryKey("account_id", "keyword")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    keyword = models.CharField(max_length=100)
    spelling = models.CharField(max_length=100)
