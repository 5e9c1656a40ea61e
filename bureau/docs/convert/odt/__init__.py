"""OpenDocument texts (ISO 26300), both ways."""
