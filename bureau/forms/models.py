"""Tables of forms: the form and its draft, immutable versions, responses, and uploads in
quarantine.

Answers are keyed by block id. A response names the version it answered, and its submission key is
unique per form: a submission that is sent twice is one response.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from bureau.platform.ids import IdField, primary_key


class Form(models.Model):
    """A form: who owns it, who may answer it, its settings, and the draft that is being edited."""

    class State(models.TextChoices):
        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    class Audience(models.TextChoices):
        PUBLIC = "public"
        ORGANISATION = "organisation"

    id = primary_key()
    scope_id = IdField()
    """The scope of `access` on which rights to this form hang."""
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    owner_id: str
    title = models.CharField(max_length=200)
    slug = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PUBLIC)
    settings = models.JSONField(default=dict)
    draft = models.JSONField(default=list)
    """Blocks as the builder left them; judged when published."""
    draft_number = models.PositiveIntegerField(default=1)
    """Rises with every saved draft; who saves names the one they started from."""
    version_number = models.PositiveIntegerField(default=0)
    """Number of the version that is answered, 0 before the first."""
    response_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-updated_at", "-id"],
                condition=Q(deleted_at__isnull=True),
                name="form_recent",
            )
        ]


class FormVersion(models.Model):
    """What was published at one time; never changed."""

    id = primary_key()
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="versions")
    form_id: str
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    blocks = models.JSONField()
    created_by = IdField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version")]


class Response(models.Model):
    """One submission."""

    class State(models.TextChoices):
        ACCEPTED = "accepted"
        HELD = "held"

    id = primary_key()
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="responses")
    form_id: str
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    version_id: str
    submission_key = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.ACCEPTED)
    held_because = models.CharField(max_length=20, blank=True, default="")
    answers = models.JSONField()
    respondent_id = models.CharField(max_length=26, blank=True, default="")
    respondent_email = models.CharField(max_length=254, blank=True, default="")
    respondent_name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=2, default="en")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "submission_key"], name="response_once")
        ]
        indexes = [models.Index(fields=["form", "state", "-id"], name="response_newest")]


class ResponseFile(models.Model):
    """A file of a response; holds one reference to its blob."""

    id = primary_key()
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="files")
    response_id: str
    block_id = models.CharField(max_length=40)
    blob = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()


class Upload(models.Model):
    """A file in quarantine, until its form is submitted or a day is over; holds one reference to
    its blob.
    """

    id = primary_key()
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="+")
    form_id: str
    block_id = models.CharField(max_length=40)
    blob = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
