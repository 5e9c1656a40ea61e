"""Tables of mail."""
