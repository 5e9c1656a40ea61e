"""What was learned from whom. The models themselves are blobs, read from the file they lie in."""

from django.db import models

from bureau.people import Person


class Learner(models.Model):
    """What was learned from one person's texts. Without texts there is no row."""

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    person_id: str
    forgotten_at = models.DateTimeField(null=True)
    """Texts written until then are not learned from: the person said so."""
    corpus = models.CharField(max_length=64, blank=True, default="")
    """Blob of the texts as numbers; empty for none."""
    model = models.CharField(max_length=64, blank=True, default="")
    """Blob of the model; empty for none."""
    style = models.JSONField(default=dict)
    texts = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(null=True)


class Organisation(models.Model):
    """The one row of what the organisation learned together, and of its switch."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    is_on = models.BooleanField(default=True)
    model = models.CharField(max_length=64, blank=True, default="")
    weights = models.JSONField(default=list)
    """[[person's bucket, organisation's bucket, [weight of each part]], …]."""
    calibration = models.JSONField(default=dict)
    authors = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    learned_from = models.CharField(max_length=64, blank=True, default="")
    """Hash of the corpora it was built from: unchanged ones are not built from again."""
    built_at = models.DateTimeField(null=True)
