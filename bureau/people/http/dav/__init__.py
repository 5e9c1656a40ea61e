"""WebDAV's share of people: who signs in, and principals (RFC 3744)."""
