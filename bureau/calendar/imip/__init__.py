"""Scheduling by mail (RFC 6047): letters to guests elsewhere, and what comes back from them."""
