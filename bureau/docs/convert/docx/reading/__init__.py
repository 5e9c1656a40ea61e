"""Reads docx: one pass over the parts of the package, straight into the tree."""
