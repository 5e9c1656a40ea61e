"""Calendars, and how each person wants to see them."""

from django.db import models

from bureau.platform.ids import IdField, primary_key


class Calendar(models.Model):
    """A collection of events and tasks (RFC 4791 §4.2) with one owner."""

    class Kind(models.TextChoices):
        OWN = "own"
        TEAM = "team"
        COMPANY = "company"
        HOLIDAYS = "holidays"
        BIRTHDAYS = "birthdays"
        SUBSCRIBED = "subscribed"
        RESOURCE = "resource"

    class FreeBusy(models.TextChoices):
        EVERYONE = "everyone"
        SHARED = "shared"
        NOBODY = "nobody"

    id = primary_key()
    owner = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="calendars")
    owner_id: str
    scope_id = IdField(unique=True)
    """Who may do what: a scope of `bureau.access`. Viewers read, contributors add, editors change
    everything, managers share and delete."""
    slug = models.CharField(max_length=80)
    """The last segment of its DAV address; unique among the owner's calendars, never changes."""
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OWN)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    color = models.CharField(max_length=7, default="#3b82f6")
    time_zone = models.CharField(max_length=64, blank=True, default="")
    """IANA name; empty for the owner's."""
    components = models.CharField(max_length=60, default="VEVENT,VTODO")
    """Kinds of components it takes (CALDAV:supported-calendar-component-set)."""
    free_busy = models.CharField(max_length=8, choices=FreeBusy, default=FreeBusy.EVERYONE)
    """Who may learn when its owner is busy: the organisation, those it is shared with, nobody."""
    is_transparent = models.BooleanField(default=False)
    """Its events never make the owner busy (CALDAV:schedule-calendar-transp)."""
    position = models.PositiveSmallIntegerField(default=0)
    seq = models.BigIntegerField(default=0)
    """Counts changes: the ctag and sync token; each object keeps that of its last change."""
    properties = models.JSONField(default=dict, blank=True)
    """Properties that clients set and we only keep: Clark name -> inner XML."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="calendar_slug_of_owner")
        ]

    def __str__(self) -> str:
        return self.name


class CalendarListEntry(models.Model):
    """A calendar in a person's side bar: their own look of it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="entries")
    calendar_id: str
    name = models.CharField(max_length=200, blank=True, default="")
    color = models.CharField(max_length=7, blank=True, default="")
    is_shown = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    reminders = models.JSONField(null=True)
    """[{"method": "popup", "minutes": 10}] for events without their own; null for the person's."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "calendar"], name="calendar_once_in_list")
        ]


class CalendarSettings(models.Model):
    """What a person chose, and the counters of their scheduling inbox."""

    person = models.OneToOneField(
        "people.Person", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    person_id: str
    default_calendar = models.ForeignKey(
        Calendar, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Where invitations and new events go (CALDAV:schedule-default-calendar-URL)."""
    default_calendar_id: str | None
    inbox_seq = models.BigIntegerField(default=0)
    values = models.JSONField(default=dict, blank=True)
    """The choices that differ from the defaults, by name (see `choices.py`)."""
