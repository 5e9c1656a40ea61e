"""Training: courses, the dates on which they are held, and who comes."""

from datetime import datetime

from django.db import models

from bureau.platform.ids import primary_key

from .calendars import Calendar
from .resources import Resource


class Course(models.Model):
    """Something that is taught, on one date or many.

    It belongs to a calendar: whoever may edit that one organises the course, and its dates stand
    there.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        CLOSED = "closed"
        ARCHIVED = "archived"

    id = primary_key()
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="courses")
    calendar_id: str
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    """Plain text."""
    feedback_url = models.CharField(max_length=2000, blank=True, default="")
    """Where those who came say how it was."""
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Whom people turn to."""
    created_by_id: str | None
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="course_catalogue")]

    def __str__(self) -> str:
        return self.title

    @property
    def organizer_name(self) -> str:
        """Whom people turn to."""
        return self.created_by.name if self.created_by is not None else self.calendar.name


class CourseAudience(models.Model):
    """For whom a course is: everybody, a group, or a unit with all below it."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="audience")
    course_id: str
    principal_id = models.CharField(max_length=26)
    """EVERYONE, a group's id or a unit's."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "principal_id"], name="course_audience_once")
        ]
        indexes = [models.Index(fields=["principal_id"], name="course_audience_of")]


class CourseInvitation(models.Model):
    """A person was asked to come, whether the course is for their groups or not."""

    id = primary_key()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="invitations")
    course_id: str
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="course_invitation_once")
        ]


class Session(models.Model):
    """One date of a course. Its event in the course's calendar is the truth about when it is."""

    class State(models.TextChoices):
        PLANNED = "planned"
        CANCELLED = "cancelled"

    id = primary_key()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions")
    course_id: str
    event_uid = models.CharField(max_length=255, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    place = models.CharField(max_length=1000, blank=True, default="")
    room = models.ForeignKey(Resource, null=True, on_delete=models.SET_NULL, related_name="+")
    room_id: str | None
    conference_url = models.CharField(max_length=2000, blank=True, default="")
    seats = models.PositiveIntegerField(null=True)
    """None for as many as want to come."""
    closes_at = models.DateTimeField(null=True)
    """Until when one may register; None for the start."""
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    version = models.PositiveIntegerField(default=0)
    """Counts what those who come have to know; the SEQUENCE of their entries."""
    feedback_asked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["course", "starts_at", "id"], name="session_of_course"),
            models.Index(fields=["state", "ends_at"], name="session_ended"),
        ]

    @property
    def where(self) -> str:
        """Room and place together."""
        room = self.room.person.name if self.room is not None else ""
        return ", ".join(part for part in (room, self.place) if part)

    @property
    def registration_ends_at(self) -> datetime:
        """Until when one may register."""
        return min(self.closes_at or self.starts_at, self.starts_at)


class Registration(models.Model):
    """A person's place at a date, or in the queue for one."""

    class State(models.TextChoices):
        REGISTERED = "registered"
        WAITING = "waiting"
        CANCELLED = "cancelled"

    class Attended(models.TextChoices):
        UNKNOWN = "unknown"
        YES = "yes"
        NO = "no"

    id = primary_key()
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="registrations")
    session_id: str
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    state = models.CharField(max_length=10, choices=State)
    queued_at = models.DateTimeField()
    """When they asked for this date: the order of the waiting list."""
    attended = models.CharField(max_length=7, choices=Attended, default=Attended.UNKNOWN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="registration_once")
        ]
        indexes = [
            models.Index(fields=["session", "queued_at", "id"], name="registration_queue"),
            models.Index(fields=["person", "state"], name="registration_of_person"),
        ]
