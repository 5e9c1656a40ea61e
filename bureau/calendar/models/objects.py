"""Calendar objects as they came in, and what is derived from them."""

from django.db import models

from bureau.platform.ids import primary_key

from .calendars import Calendar


class CalendarObject(models.Model):
    """One resource of a calendar: an event or task with all its exceptions (RFC 4791 §4.1)."""

    id = primary_key()
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="contents")
    calendar_id: str
    name = models.CharField(max_length=255)
    """The last segment of its DAV address."""
    uid = models.CharField(max_length=255)
    component = models.CharField(max_length=16)
    """VEVENT, VTODO, VJOURNAL or VAVAILABILITY."""
    raw = models.BinaryField()
    """The truth: what GET returns, byte for byte."""
    size_bytes = models.PositiveIntegerField()
    etag = models.CharField(max_length=64)
    """Without the quotes."""
    schedule_tag = models.CharField(max_length=64, blank=True, default="")
    """RFC 6638 §3.2.10; changes only with what guests see. Empty when nobody is invited."""
    seq = models.BigIntegerField()
    """The calendar's `seq` at the last change."""
    organizer = models.CharField(max_length=254, blank=True, default="")
    """Lower-case address, empty when nobody is invited."""
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    """Where its occurrences begin and end; no end for rules without one, neither for undated."""
    recurs = models.BooleanField(default=False)
    filled_until = models.DateTimeField(null=True)
    """Up to when `Occurrence` has its rows; null when it has all."""
    created_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by_id: str | None
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "name"], name="calendar_object_name"),
            models.UniqueConstraint(fields=["calendar", "uid"], name="calendar_object_uid"),
        ]
        indexes = [
            models.Index(fields=["calendar", "seq"], name="calendar_object_seq"),
            models.Index(fields=["uid"], name="calendar_object_everywhere"),
            models.Index(fields=["filled_until"], name="calendar_object_filled"),
        ]


class EventDetail(models.Model):
    """A component of an object, as lists show it: the series, or one occurrence that differs."""

    class Busy(models.TextChoices):
        FREE = "free"
        TENTATIVE = "tentative"
        BUSY = "busy"
        UNAVAILABLE = "unavailable"

    object = models.ForeignKey(CalendarObject, on_delete=models.CASCADE, related_name="details")
    object_id: str
    recurrence_id = models.CharField(max_length=40, blank=True, default="")
    """Empty for the series; else as in `Occurrence`."""
    kind = models.CharField(max_length=20, default="event")
    """event, task, out_of_office, focus_time, working_location, training or birthday."""
    title = models.CharField(max_length=1000, blank=True, default="")
    location = models.CharField(max_length=1000, blank=True, default="")
    color = models.CharField(max_length=7, blank=True, default="")
    status = models.CharField(max_length=12, blank=True, default="")
    """STATUS in lower case: confirmed, tentative, cancelled; of tasks needs-action, in-process,
    completed."""
    busy = models.CharField(max_length=11, choices=Busy, default=Busy.BUSY)
    visibility = models.CharField(max_length=12, default="public")
    """CLASS in lower case: public, private, confidential."""
    is_all_day = models.BooleanField(default=False)
    organizer = models.CharField(max_length=254, blank=True, default="")
    guests = models.PositiveIntegerField(default=0)
    my_status = models.CharField(max_length=12, blank=True, default="")
    """PARTSTAT of the calendar's owner in lower case; empty when not a guest."""
    conference_url = models.CharField(max_length=2000, blank=True, default="")
    has_attachments = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    priority = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object", "recurrence_id"], name="event_detail_once")
        ]


class Occurrence(models.Model):
    """When something happens, from a year ago to three years ahead (RFC 4791 §9.9 in rows).

    Times are UTC. All-day and floating ones have no place: theirs are written as if they were UTC,
    `local` tells so, and whoever asks widens the range by the largest offset and judges by zone.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="+")
    calendar_id: str
    object = models.ForeignKey(CalendarObject, on_delete=models.CASCADE, related_name="occurrences")
    object_id: str
    detail = models.ForeignKey(EventDetail, on_delete=models.CASCADE, related_name="+")
    recurrence_id = models.CharField(max_length=40, blank=True, default="")
    """Its RECURRENCE-ID as `20261123`, `20261123T090000` or `20261123T090000Z`; empty where
    nothing recurs."""
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    is_local = models.BooleanField(default=False)
    """All day or floating."""
    is_long = models.BooleanField(default=False)
    """Longer than 31 days: looked for apart, so that a range scan may begin 31 days before."""
    busy = models.CharField(max_length=11)

    class Meta:
        indexes = [
            models.Index(fields=["calendar", "start_at"], name="occurrence_range"),
            models.Index(
                fields=["calendar", "end_at"],
                name="occurrence_long",
                condition=models.Q(is_long=True),
            ),
        ]


class Tombstone(models.Model):
    """What was deleted from a calendar: for sync (RFC 6578 §3.2)."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="+")
    calendar_id: str
    name = models.CharField(max_length=255)
    seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "name"], name="tombstone_once")]
        indexes = [models.Index(fields=["calendar", "seq"], name="tombstone_seq")]


class InboxItem(models.Model):
    """A scheduling message as clients fetch it from the inbox (RFC 6638 §2.2)."""

    id = primary_key()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    name = models.CharField(max_length=255)
    raw = models.BinaryField()
    etag = models.CharField(max_length=64)
    seq = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="inbox_item_name")]
        indexes = [models.Index(fields=["person", "seq"], name="inbox_item_seq")]
