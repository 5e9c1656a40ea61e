"""Writes odt: content, styles and manifest from the tree."""
