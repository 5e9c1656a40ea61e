"""Messages that are shown on a page of ours until they expire, and pictures fetched for readers."""

from django.db import models
from django.db.models import Q

from bureau.platform.ids import IdField, primary_key

from .accounts import Account


class ConfidentialMail(models.Model):
    """A message of which recipients got a link only. Its bytes go when it ends."""

    id = primary_key()
    token = models.CharField(max_length=43, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    account_id: str
    email_id = IdField()
    """The author's own copy, which stays."""
    blob = models.CharField(max_length=64, blank=True, default="")
    """Empty once it has ended."""
    recipients = models.JSONField(default=list)
    needs_passcode = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "email_id"], name="confidential_email"),
            models.Index(fields=["expires_at"], name="confidential_end", condition=~Q(blob="")),
        ]


class Passcode(models.Model):
    """The code that was mailed to a recipient of a confidential message."""

    id = primary_key()
    mail = models.ForeignKey(ConfidentialMail, on_delete=models.CASCADE, related_name="passcodes")
    mail_id: str
    email = models.CharField(max_length=320)
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "email"], name="passcode_once")]


class RemoteImage(models.Model):
    """A picture of the web that a message shows, as we made it anew; a bad one has no bytes."""

    key = models.CharField(max_length=64, primary_key=True)
    """Hash of its address."""
    blob = models.CharField(max_length=64, blank=True, default="")
    fetched_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["fetched_at"], name="remote_image_age")]
