"""Calendars of elsewhere that are fetched, and addresses at which ours are read."""

from django.db import models

from bureau.platform.ids import primary_key

from .calendars import Calendar


class Subscription(models.Model):
    """An .ics file elsewhere whose events a calendar shows."""

    calendar = models.OneToOneField(
        Calendar, primary_key=True, on_delete=models.CASCADE, related_name="subscription"
    )
    calendar_id: str
    url = models.CharField(max_length=2000)
    etag = models.CharField(max_length=200, blank=True, default="")
    last_modified = models.CharField(max_length=64, blank=True, default="")
    """What the other host called the version that we have (RFC 9110 §8.8)."""
    digest = models.CharField(max_length=64, blank=True, default="")
    """Of the bytes we have, for hosts that call versions nothing."""
    fetched_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(db_index=True)
    failures = models.PositiveIntegerField(default=0)
    """In a row; each waits longer."""
    problem = models.CharField(max_length=300, blank=True, default="")
    """Why the last fetch failed, for people."""
    skipped = models.PositiveIntegerField(default=0)
    """Events of the last version that could not be read."""


class Publication(models.Model):
    """An address at which anybody reads a calendar."""

    class Shows(models.TextChoices):
        EVERYTHING = "everything"
        BUSY = "busy"

    id = primary_key()
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="publications")
    calendar_id: str
    token = models.CharField(max_length=43, unique=True)
    is_public = models.BooleanField(default=False)
    """Search engines may keep it; else it is known by its address only."""
    shows = models.CharField(max_length=10, choices=Shows, default=Shows.EVERYTHING)
    created_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
