"""Messages that are shown on pages of ours until they expire, and pictures fetched for readers."""

from django.db import models

from bureau.platform.ids import IdField, primary_key

from .accounts import Account


class ConfidentialMail(models.Model):
    """A message that its recipients got a notice of. The content stays the author's own copy, and
    goes where that goes; who may read it is asked each time.
    """

    id = primary_key()
    token = models.CharField(max_length=43, unique=True)
    """Names it in the link of the notice."""
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    email_id = IdField()
    """The author's copy."""
    submission_id = IdField(unique=True)
    fingerprint = models.CharField(max_length=64)
    """Of the notice (`Email.fingerprint`): nothing else counts as one."""
    recipients: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    """Addresses of the envelope, lower case; also the hidden ones."""
    needs_passcode = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "email_id"], name="confidential_email"),
            models.Index(fields=["fingerprint"], name="confidential_notice"),
        ]


class Passcode(models.Model):
    """The code that was mailed to a reader of a confidential message; it opens once."""

    id = primary_key()
    mail = models.ForeignKey(ConfidentialMail, on_delete=models.CASCADE, related_name="passcodes")
    mail_id: str
    email = models.CharField(max_length=320)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "email"], name="passcode_once")]
        indexes = [models.Index(fields=["expires_at"], name="passcode_end")]


class RemoteImage(models.Model):
    """A picture of the web that a message shows, as we made it anew; a bad one has no bytes."""

    key = models.CharField(max_length=64, primary_key=True)
    """Hash of its address."""
    blob = models.CharField(max_length=64, blank=True, default="")
    fetched_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["fetched_at"], name="remote_image_age")]
