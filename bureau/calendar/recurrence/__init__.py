"""Recurrence rules (RFC 5545 §3.3.10) and the expansion of what recurs; pure, no database."""
