"""HTML pages, both ways: the content of documents as HTML, with what a file needs around it."""
