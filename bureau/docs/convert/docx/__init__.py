"""Word documents (ISO 29500), both ways."""
