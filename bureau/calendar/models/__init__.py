"""Tables of the calendar."""

from .calendars import Calendar as Calendar
from .calendars import CalendarListEntry as CalendarListEntry
from .calendars import CalendarSettings as CalendarSettings
from .feeds import Publication as Publication
from .feeds import Subscription as Subscription
from .objects import CalendarObject as CalendarObject
from .objects import EventDetail as EventDetail
from .objects import InboxItem as InboxItem
from .objects import Occurrence as Occurrence
from .objects import Tombstone as Tombstone
from .reminders import Reminder as Reminder
from .resources import Resource as Resource
from .training import Course as Course
from .training import CourseAudience as CourseAudience
from .training import CourseInvitation as CourseInvitation
from .training import Registration as Registration
from .training import Session as Session
