"""Refusals of the calendar.

`precondition` is the element of RFC 4791, 5689, 6578 or 6638 that a DAV client is told, in Clark
notation.
"""

from typing import ClassVar

from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound, Refusal

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"


class UnknownCalendar(NotFound):
    """There is no such calendar, or the actor has no role on it."""

    code = "unknown_calendar"
    title = "This calendar does not exist, or it was not shared with you."


class UnknownObject(NotFound):
    """There is no such event or task in the calendar."""

    code = "unknown_event"
    title = "This event does not exist any more, or it was not shared with you."


class NotYourCalendar(Forbidden):
    """The actor sees the calendar but may not change it so."""

    code = "not_your_calendar"
    title = "You can see this calendar but not change it. Ask its owner for the right to edit."
    precondition: ClassVar[str] = f"{DAV}need-privileges"


class ReadOnlyCalendar(Forbidden):
    """What is in this calendar is written by us alone: holidays, birthdays, subscriptions."""

    code = "read_only_calendar"
    title = "This calendar is filled from elsewhere. Put your event into another one."
    precondition: ClassVar[str] = f"{DAV}need-privileges"


class ObjectChanged(Refusal):
    """The object is not the one that the caller knew."""

    status = 412
    code = "event_changed"
    title = "This event was changed in the meantime. Reload it and try again."


class BadObject(Refusal):
    """The bytes are not an object that the calendar takes (RFC 4791 §5.3.2.1)."""

    status = 403
    code = "bad_event"
    title = "This is not an event or task that can be stored."

    def __init__(self, detail: str = "", precondition: str = "valid-calendar-data") -> None:
        super().__init__(detail)
        self.precondition = CALDAV + precondition


class TooLarge(BadObject):
    """The object has more bytes than a calendar takes."""

    status = 413
    code = "event_too_large"
    title = "This event is too large. Attach files as links instead."

    def __init__(self) -> None:
        super().__init__("", "max-resource-size")


class UidTaken(Conflict):
    """Another object of the calendar has the UID (RFC 4791 §5.3.2.1)."""

    status = 409
    code = "uid_taken"
    title = "This event is in the calendar already."
    precondition: ClassVar[str] = f"{CALDAV}no-uid-conflict"

    def __init__(self, name: str) -> None:
        super().__init__("")
        self.name = name
        """The last segment of the address of the object that has it."""


class NameTaken(Refusal):
    """Something of this name is there already, and the caller did not want to replace it."""

    status = 412
    code = "event_exists"
    title = "There is something at this place already."


class CalendarExists(Refusal):
    """There is a calendar of this name already (RFC 4791 §5.3.1.1)."""

    status = 405
    code = "calendar_exists"
    title = "You have a calendar at this address already. Choose another name."
    precondition: ClassVar[str] = f"{DAV}resource-must-be-null"


class LastCalendar(Forbidden):
    """The default calendar cannot be deleted (RFC 6638 §9.2)."""

    code = "default_calendar"
    title = "Invitations go to this calendar. Choose another default calendar first."
    precondition: ClassVar[str] = f"{CALDAV}default-calendar-needed"


class BadCalendar(BadInput):
    """The calendar's settings are not right."""

    code = "bad_calendar"


class UnknownCourse(NotFound):
    """There is no such course or date, or the actor may not know of it."""

    code = "unknown_course"
    title = "This training does not exist, or it is not open to you."


class NotYourCourse(Forbidden):
    """The actor sees the course but does not organise it."""

    code = "not_your_course"
    title = "Only those who organise this training may do this."


class MayNotAddressEverybody(Forbidden):
    """Courses for the whole organisation are published by administrators, or in a calendar that
    belongs to the organisation.
    """

    code = "not_for_everybody"
    title = (
        "Only administrators publish a training for everybody. Choose groups or units, put it "
        "into a calendar of the company, or ask an administrator to publish it."
    )


class BadCourse(BadInput):
    """The course or date is not right."""

    code = "bad_course"


class WrongCourseState(Conflict):
    """The course is in a state in which this is not done."""

    code = "wrong_course_state"


class SessionOver(Conflict):
    """The date is past, cancelled, or takes no registrations any more."""

    code = "session_over"
    title = "Registration for this date has ended. Choose another date."


class SessionFull(Conflict):
    """There is no seat left at the date that was asked for."""

    code = "session_full"
    title = "This date is full. You keep your place; choose another date."


class AlreadyRegistered(Conflict):
    """The person has a place at another date of the course."""

    code = "already_registered"
    title = "There is a registration for another date of this training. Move it instead."


class NotRegistered(NotFound):
    """The person has no place at this date."""

    code = "not_registered"
    title = "There is no such registration."


class RoomTaken(Conflict):
    """The room cannot be had at the time of the date."""

    code = "room_taken"
    title = "The room is not available at this time. Choose another room or time."


class HasCourses(Conflict):
    """A calendar with courses is not deleted: people are registered for them."""

    code = "calendar_has_courses"
    title = "Trainings are organised in this calendar. Archive them first."
