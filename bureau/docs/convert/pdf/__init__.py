"""PDF, typeset by typst from source that we write."""
