"""Who may call each route of the calendar and of contacts; a part of `declared`."""

from collections.abc import Mapping

PLANNING: Mapping[str, str] = {
    "signed_in": """
        GET /contacts
        POST /contacts
        GET /contacts/{card_id}
        PATCH /contacts/{card_id}
        DELETE /contacts/{card_id}
        GET /contacts/{card_id}/vcard
        GET /contacts/{card_id}/photo
        POST /contacts/{card_id}/photo
        DELETE /contacts/{card_id}/photo
        GET /contacts/books
        POST /contacts/books
        PATCH /contacts/books/{book_id}
        DELETE /contacts/books/{book_id}
        GET /contacts/books/{book_id}/grants
        PUT /contacts/books/{book_id}/grants
        GET /contacts/labels
        POST /contacts/labels/rename
        POST /contacts/labels/delete
        POST /contacts/labels/apply
        GET /contacts/duplicates
        POST /contacts/merge
        POST /contacts/merges/{merge_id}/undo
        POST /contacts/import
        GET /contacts/export
        GET /contacts/complete
        GET /contacts/directory
        GET /contacts/others
        DELETE /contacts/others/{other_id}
        GET /contacts/birthdays
        GET /calendar/settings
        PATCH /calendar/settings
        GET /calendar/calendars
        POST /calendar/calendars
        PATCH /calendar/calendars/{calendar_id}
        DELETE /calendar/calendars/{calendar_id}
        PUT /calendar/calendars/{calendar_id}/entry
        DELETE /calendar/calendars/{calendar_id}/entry
        GET /calendar/calendars/{calendar_id}/grants
        PUT /calendar/calendars/{calendar_id}/grants/{principal_id}
        DELETE /calendar/calendars/{calendar_id}/grants/{principal_id}
        GET /calendar/calendars/{calendar_id}/publications
        POST /calendar/calendars/{calendar_id}/publications
        DELETE /calendar/calendars/{calendar_id}/publications/{publication_id}
        GET /calendar/calendars/{calendar_id}/export.ics
        GET /calendar/directory
        POST /calendar/subscriptions
        GET /calendar/subscriptions/{calendar_id}
        POST /calendar/subscriptions/{calendar_id}/refresh
        GET /calendar/holidays/countries
        GET /calendar/events
        POST /calendar/events
        GET /calendar/events/{event_id}
        PATCH /calendar/events/{event_id}
        DELETE /calendar/events/{event_id}
        POST /calendar/events/{event_id}/move
        POST /calendar/events/{event_id}/answer
        POST /calendar/events/{event_id}/late
        POST /calendar/quick
        POST /calendar/free-busy
        POST /calendar/find-a-time
        GET /calendar/team
        GET /calendar/resources
        GET /calendar/resources/buildings
        GET /calendar/reminders
        POST /calendar/reminders/{reminder_id}/snooze
        POST /calendar/reminders/{reminder_id}/dismiss
        GET /calendar/tasks
        POST /calendar/tasks
        PATCH /calendar/tasks/{task_id}
        DELETE /calendar/tasks/{task_id}
        POST /calendar/import
    """,
    "admin": """
        POST /calendar/resources
        PATCH /calendar/resources/{resource_id}
        DELETE /calendar/resources/{resource_id}
    """,
}
