"""Reads odt: one pass over content.xml, with the styles resolved."""
