"""Markdown files, both ways: the content of documents as Markdown, with its pictures inside."""
