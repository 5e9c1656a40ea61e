"""Tables of search: one entry per object; the words beside it live where each database searches
best.

SQLite keeps them in the FTS5 table `search_words` (rowid = entry id), PostgreSQL in the column
`search_entry.words` (tsvector, GIN). Both are made by the migration and known to `index_…` alone.
"""

from django.db import models


class Entry(models.Model):
    """One object that can be found. A new put takes a new id, so that ids sort by last change."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=80)
    scope = models.CharField(max_length=80)
    """Who may find it: the token that the kind's scopes of the asker must hold."""
    title = models.CharField(max_length=500)
    excerpt = models.TextField(blank=True, default="")
    """The beginning of the body, to show; all of it is indexed."""
    at = models.DateTimeField()
    url = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_object")
        ]
