"""iCalendar objects (RFC 5545) as the calendar works with them; pure, no database.

`parse_object` and `parse_message` read bytes, `occurrences` and `bounds` say when an object
happens, `describe` what lists show of it, `create`, `edit` and `remove` write it anew.
"""

from .changes import UNSET as UNSET
from .changes import Attachment as Attachment
from .changes import EventChanges as EventChanges
from .changes import Guest as Guest
from .changes import Reminder as Reminder
from .data import CalendarData as CalendarData
from .data import address_of as address_of
from .data import copied as copied
from .data import instant_of as instant_of
from .data import organizer_of as organizer_of
from .data import text_of as text_of
from .data import values_of as values_of
from .describing import Described as Described
from .describing import conference_of as conference_of
from .describing import describe as describe
from .describing import guests_of as guests_of
from .describing import partstat_of as partstat_of
from .editing import Edited as Edited
from .editing import Range as Range
from .editing import create as create
from .editing import edit as edit
from .editing import remove as remove
from .errors import BadCalendarData as BadCalendarData
from .errors import UnknownOccurrence as UnknownOccurrence
from .expanding import Span as Span
from .expanding import bounds as bounds
from .expanding import occurrences as occurrences
from .parsing import ITipMessage as ITipMessage
from .parsing import parse_message as parse_message
from .parsing import parse_object as parse_object
from .properties import attachments_of as attachments_of
from .properties import color_of as color_of
from .properties import description_of as description_of
from .properties import guests_can_of as guests_can_of
from .properties import reminders_of as reminders_of
from .times import Length as Length
from .times import When as When
from .times import length_of as length_of
from .times import start_of as start_of
from .times import when_of as when_of
from .zones import named_zone as named_zone
