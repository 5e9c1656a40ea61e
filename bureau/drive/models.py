"""Tables of drive."""
