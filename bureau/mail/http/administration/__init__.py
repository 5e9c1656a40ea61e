"""The administrators' routes of mail, below /api/v1/mail/admin."""
