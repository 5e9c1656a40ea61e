"""The only shapes of calendars, events and tasks that the browser sees."""
