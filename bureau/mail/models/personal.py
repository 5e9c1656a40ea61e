"""What a person chose for mail: settings, templates, and whose addresses they may also send as."""

from typing import Any

from django.db import models

from bureau.platform.ids import IdField, primary_key

from .accounts import Account


class MailSettings(models.Model):
    """What the person chose where it differs from the defaults; `settings.py` has the schema."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.CASCADE, related_name="settings"
    )
    account_id: str
    chosen: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)


class Template(models.Model):
    """A text to begin a message with. A shared one is offered to the whole organisation."""

    id = primary_key()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="templates")
    account_id: str
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=2000, blank=True, default="")
    html = models.TextField(blank=True, default="")
    is_shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "name"], name="template_account"),
            models.Index(fields=["is_shared", "name"], name="template_shared"),
        ]


class GroupSender(models.Model):
    """A principal (person or group) may send with a group's address in From."""

    id = primary_key()
    group_id = IdField()
    principal_id = models.CharField(max_length=26)
    on_behalf = models.BooleanField(default=False)
    """Recipients see who really wrote (the Sender field)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group_id", "principal_id"], name="group_sender_once")
        ]
        indexes = [models.Index(fields=["principal_id", "group_id"], name="group_sender")]
