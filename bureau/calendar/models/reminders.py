"""Reminders that are due soon."""

from django.db import models

from bureau.platform.ids import primary_key

from .objects import CalendarObject


class Reminder(models.Model):
    """One reminder of one person at one occurrence, filled some days ahead."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SHOWN = "shown"
        DISMISSED = "dismissed"

    id = primary_key()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    object = models.ForeignKey(CalendarObject, on_delete=models.CASCADE, related_name="reminders")
    object_id: str
    recurrence_id = models.CharField(max_length=40, blank=True, default="")
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    method = models.CharField(max_length=8)
    """popup or email."""
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "object", "recurrence_id", "method", "starts_at", "due_at"],
                name="reminder_once",
            )
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="reminder_due"),
            models.Index(fields=["person", "state", "due_at"], name="reminder_of_person"),
        ]
