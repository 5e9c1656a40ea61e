"""Tables of contacts."""

from django.db import models

from bureau.platform.ids import IdField, primary_key


class AddressBook(models.Model):
    """A collection of cards (RFC 6352 §5.2) with one owner."""

    id = primary_key()
    owner = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="address_books"
    )
    owner_id: str
    scope_id = IdField(unique=True)
    """Who may do what: a scope of `bureau.access`."""
    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    seq = models.BigIntegerField(default=0)
    """Counts changes: the ctag and sync token; each card keeps that of its last change."""
    properties = models.JSONField(default=dict, blank=True)
    """Properties that clients set and we only keep: Clark name -> inner XML."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="address_book_slug_of_owner")
        ]

    def __str__(self) -> str:
        return self.name
