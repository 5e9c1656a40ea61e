"""Tables of contacts. A card's `raw` is the truth; all else about it is derived on each write."""

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


class Card(models.Model):
    """One vCard of a book: a contact or a group (RFC 6352 §5.1)."""

    id = primary_key()
    book = models.ForeignKey(AddressBook, on_delete=models.CASCADE, related_name="cards")
    book_id: str
    slug = models.CharField(max_length=255)
    """The last segment of its DAV address."""
    uid = models.CharField(max_length=255)
    kind = models.CharField(max_length=20, default="individual")
    raw = models.BinaryField()
    """The truth: what GET returns, byte for byte."""
    size_bytes = models.PositiveIntegerField()
    etag = models.CharField(max_length=64)
    """Without the quotes."""
    seq = models.BigIntegerField()
    """The book's `seq` at the last change."""
    name = models.CharField(max_length=300, blank=True, default="")
    sort_key = models.CharField(max_length=300, blank=True, default="")
    """The name folded: lists are in its order."""
    organization = models.CharField(max_length=200, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    """The preferred address, for lists."""
    phone = models.CharField(max_length=100, blank=True, default="")
    labels = models.JSONField(default=list)
    birthday = models.CharField(max_length=10, blank=True, default="")
    """`1980-05-17`, `--05-17` without a year, or empty."""
    has_photo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "slug"], name="card_slug"),
            models.UniqueConstraint(fields=["book", "uid"], name="card_uid"),
        ]
        indexes = [
            models.Index(fields=["book", "seq"], name="card_seq"),
            models.Index(fields=["book", "sort_key", "id"], name="card_order_in_book"),
            models.Index(
                fields=["book", "birthday"],
                condition=~models.Q(birthday=""),
                name="card_birthday",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CardKey(models.Model):
    """What may be shared by two cards or looked for exactly, by kind: `email`, `phone` (its last
    digits), `name` (folded), `label`, `member` (the UID of a member of a group).
    """

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="keys")
    card_id: str
    book = models.ForeignKey(AddressBook, on_delete=models.CASCADE, related_name="+")
    book_id: str
    kind = models.CharField(max_length=6)
    value = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "kind", "value"], name="card_key_once")
        ]
        indexes = [models.Index(fields=["book", "kind", "value", "card"], name="card_key_found")]


class CardWord(models.Model):
    """A folded word that finds a card by its beginning."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="words")
    card_id: str
    book = models.ForeignKey(AddressBook, on_delete=models.CASCADE, related_name="+")
    book_id: str
    word = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["book", "word", "card"], name="card_word_found")]


class CardTombstone(models.Model):
    """What was deleted from a book: for sync (RFC 6578 §3.2)."""

    book = models.ForeignKey(AddressBook, on_delete=models.CASCADE, related_name="+")
    book_id: str
    slug = models.CharField(max_length=255)
    seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "slug"], name="card_tombstone_once")]
        indexes = [models.Index(fields=["book", "seq"], name="card_tombstone_seq")]


class Correspondent(models.Model):
    """An address that a person has written to, how often and when: what ranks completion.

    Those in no book of the person are their "other contacts".
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    email = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True, default="")
    sent = models.PositiveIntegerField(default=0)
    heat = models.FloatField(default=0)
    """log2 of the sum of 2^(t / half life) over all messages: grows with number and recency, and
    needs no ageing."""
    last_at = models.DateTimeField()
    last_event_id = IdField(blank=True, default="")
    """The event that counted last: what is delivered again counts once."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "email"], name="contact_correspondent_once")
        ]
        indexes = [
            models.Index(fields=["person", "-heat"], name="contact_correspondent_heat"),
        ]


class CorrespondentWord(models.Model):
    """A folded word that finds a correspondent by its beginning; carries the heat, so that the
    hottest are picked within the index.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    word = models.CharField(max_length=80)
    correspondent = models.ForeignKey(Correspondent, on_delete=models.CASCADE, related_name="words")
    correspondent_id: int
    heat = models.FloatField()

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "word", "heat", "correspondent"], name="correspondent_word_found"
            )
        ]


class Merge(models.Model):
    """Cards that became one, kept for undoing."""

    id = primary_key()
    book = models.ForeignKey(AddressBook, on_delete=models.CASCADE, related_name="+")
    book_id: str
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="+")
    card_id: str
    etag = models.CharField(max_length=64)
    """Of the card after the merge: changed since, it cannot be undone."""
    before = models.JSONField()
    """[{id, slug, raw}] of all cards, the one that stayed first; raw as text."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="merge_age")]
