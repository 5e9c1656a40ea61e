"""Recurrence rules (RFC 5545 §3.3.10); pure, local times without a zone, no database.

`Rule.parse` reads a rule, `instances` yields when it happens. What recurs of an object, with its
zone, its exceptions and its changed occurrences, is `bureau.calendar.ical.occurrences`.
"""

from .iterating import instances as instances
from .rule import WEEKDAYS as WEEKDAYS
from .rule import BadRule as BadRule
from .rule import Day as Day
from .rule import Frequency as Frequency
from .rule import Rule as Rule
