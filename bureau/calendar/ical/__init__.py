"""iCalendar objects (RFC 5545) as the calendar works with them; pure, no database."""
