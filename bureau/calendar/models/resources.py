"""Rooms and equipment."""

from django.db import models

from bureau.platform.ids import IdField, primary_key

from .calendars import Calendar


class Resource(models.Model):
    """What can be booked; a principal of kind `resource` with an address and a calendar."""

    class Kind(models.TextChoices):
        ROOM = "room"
        EQUIPMENT = "equipment"

    id = primary_key()
    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, related_name="calendar_resource"
    )
    person_id: str
    calendar = models.OneToOneField(Calendar, on_delete=models.PROTECT, related_name="resource")
    calendar_id: str
    scope_id = IdField(unique=True)
    """Contributors may book it, managers decide on and change bookings."""
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.ROOM)
    name = models.CharField(max_length=200)
    building = models.CharField(max_length=120, blank=True, default="")
    floor = models.CharField(max_length=40, blank=True, default="")
    capacity = models.PositiveIntegerField(default=0)
    features = models.JSONField(default=list, blank=True)
    """Words such as `screen`, `video`, `whiteboard`, `step_free`."""
    description = models.TextField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    needs_approval = models.BooleanField(default=False)
    longest_min = models.PositiveIntegerField(default=0)
    """Longest booking in minutes; 0 for no limit."""
    horizon_days = models.PositiveIntegerField(default=365)
    """How far ahead it can be booked."""

    class Meta:
        indexes = [
            models.Index(fields=["is_active", "building", "name"], name="resource_by_building")
        ]

    def __str__(self) -> str:
        return self.name
