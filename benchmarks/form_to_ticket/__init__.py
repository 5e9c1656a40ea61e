"""A form becoming a ticket with an acknowledgement, beside plain inserts in the request."""
