"""Writes docx: every part from the tree, as WordprocessingML that Word itself would write."""
