"""Tables of the HTTP layer."""
