"""Listing and moving large folders, beside OFFSET paging and materialised paths."""
