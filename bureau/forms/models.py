"""Tables of forms."""
