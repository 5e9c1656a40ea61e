"""Tables of drive: drives, their trees, the sharing points in them, content, uploads.

Always true: a node that is no head of a place has the scope of its parent (`places.settle` restores
this after a move or a share of a large folder); names are unique among the living children of a
folder;
every revision holds one reference on its blob.
"""

from django.db import models
from django.utils import timezone

from bureau.platform.ids import IdField, primary_key


class Drive(models.Model):
    """A tree of files with one owner: a person (My Drive) or the drive itself (shared drive)."""

    class Kind(models.TextChoices):
        MY = "my"
        SHARED = "shared"

    id = primary_key()
    kind = models.CharField(max_length=6, choices=Kind)
    owner = models.OneToOneField(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The person whose My Drive it is; None for a shared drive."""
    owner_id: str | None
    description = models.CharField(max_length=500, blank=True, default="")
    """What a shared drive is for."""
    root = models.OneToOneField("Node", null=True, on_delete=models.SET_NULL, related_name="+")
    root_id: str | None
    quota_bytes = models.BigIntegerField(null=True)
    """None: no limit."""
    used_bytes = models.BigIntegerField(default=0)
    """All revisions of all nodes, the trash included."""
    change_seq = models.BigIntegerField(default=0)
    """Number of the last change; every write to the tree takes the next one."""
    created_at = models.DateTimeField(default=timezone.now)


class Node(models.Model):
    """A folder, a file, or a document that another product keeps."""

    class Group(models.IntegerChoices):
        """Folders stand before files in every listing."""

        FOLDER = 0
        FILE = 1

    id = primary_key()
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.DO_NOTHING, related_name="children", db_index=False
    )
    """The database refuses to lose a parent; `actions.purge` deletes from the leaves up."""
    parent_id: str | None
    scope = models.ForeignKey(
        "Place", on_delete=models.DO_NOTHING, related_name="nodes", db_index=False
    )
    """The nearest sharing point upwards; rights and drive follow from it."""
    scope_id: str
    group = models.SmallIntegerField(choices=Group)
    name = models.CharField(max_length=255)
    name_hash = models.CharField(max_length=32)
    """Hash of the case-folded name: what may occur once in a folder."""
    sort_key = models.CharField(max_length=200)
    """Natural collation key of the name, so that the index gives the order people expect."""
    kind = models.CharField(max_length=20)
    """`folder`, `file`, or a kind that a content product registered."""
    media_type = models.CharField(max_length=127, blank=True, default="")
    size_bytes = models.BigIntegerField(default=0)
    blob = models.CharField(max_length=64, blank=True, default="")
    """Hash of the current revision's bytes; empty for folders and for documents kept elsewhere."""
    version = models.PositiveIntegerField(default=1)
    """Grows with each new content; the entity tag of downloads and conditional writes."""
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    created_by_id: str | None
    modified_at = models.DateTimeField(default=timezone.now)
    modified_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    modified_by_id: str | None
    trashed_at = models.DateTimeField(null=True)
    """Set on the node that was put into the trash, not on what lies inside it."""
    trashed_by = models.ForeignKey(
        "Operation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    trashed_by_id: str | None
    purged_at = models.DateTimeField(null=True)
    """Deleted for good; a job is taking its rows away."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name_hash"],
                name="node_name",
                condition=models.Q(trashed_at__isnull=True),
            )
        ]
        indexes = [
            models.Index(fields=["parent", "group", "sort_key", "id"], name="node_by_name"),
            models.Index(fields=["parent", "group", "modified_at", "id"], name="node_by_time"),
            models.Index(fields=["parent", "group", "size_bytes", "id"], name="node_by_size"),
            models.Index(fields=["scope", "id"], name="node_scope"),
            models.Index(
                fields=["modified_at", "id"],
                name="node_recent",
                condition=models.Q(trashed_at__isnull=True, group=1),
            ),
            models.Index(
                fields=["trashed_at", "id"],
                name="node_trash",
                condition=models.Q(trashed_at__isnull=False),
            ),
        ]

    @property
    def is_root(self) -> bool:
        """Whether it is the top of a drive."""
        return self.parent_id is None

    @property
    def is_folder(self) -> bool:
        """Whether it can hold other nodes."""
        return self.group == self.Group.FOLDER


class Place(models.Model):
    """What drive knows of a scope: the node at its head and the drive it belongs to.

    A folder gets a place of its own when it is shared, limited or put into the trash, and large
    folders get one on their own, so that the next such step rewrites few rows.
    """

    scope_id = IdField(primary_key=True)
    drive = models.ForeignKey(Drive, on_delete=models.CASCADE, related_name="places")
    drive_id: str
    node = models.OneToOneField(Node, on_delete=models.DO_NOTHING, related_name="own_place")
    node_id: str
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.DO_NOTHING, related_name="children"
    )
    parent_id: str | None
    is_limited = models.BooleanField(default=False)
    """Only who is named here has access; nothing is inherited from above."""
    trashed_by = models.ForeignKey(
        "Operation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Set on every place in a folder that is in the trash; hides them all at once."""
    trashed_by_id: str | None
    shared_at = models.DateTimeField(null=True)
    """When somebody was last given access here; None for places nobody is named on."""


class Revision(models.Model):
    """One content a file has had."""

    id = primary_key()
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="revisions")
    node_id: str
    version = models.PositiveIntegerField()
    blob = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    media_type = models.CharField(max_length=127)
    author = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    author_id: str | None
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "version"], name="revision_version")]


class Thumbnail(models.Model):
    """The small picture of some bytes, whichever files hold them."""

    source = models.CharField(max_length=64, primary_key=True)
    """Hash of the bytes it was made from."""
    blob = models.CharField(max_length=64, blank=True, default="")
    """Hash of the picture, on which the row holds a reference; empty where none could be made."""
    made_at = models.DateTimeField(default=timezone.now)


class Star(models.Model):
    """A person's mark on a node."""

    id = primary_key()
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="stars")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "node"], name="star_once")]
        indexes = [models.Index(fields=["person", "id"], name="star_list")]


class Operation(models.Model):
    """What a person did to several nodes at once, kept so that it can be undone as one."""

    class Verb(models.TextChoices):
        MOVE = "move"
        COPY = "copy"
        TRASH = "trash"

    id = primary_key()
    actor = models.ForeignKey(
        "people.Person", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    actor_id: str | None
    verb = models.CharField(max_length=5, choices=Verb)
    items = models.JSONField(default=list)
    """[{node, parent, name}] as they were before; for copies, the copies."""
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "id"], name="operation_last")]


class Change(models.Model):
    """One step of a drive's change sequence, for clients that ask what happened since."""

    class What(models.TextChoices):
        PUT = "put"
        GONE = "gone"

    id = models.BigAutoField(primary_key=True)
    drive = models.ForeignKey(
        Drive, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    seq = models.BigIntegerField()
    node_id = IdField()
    scope_id = IdField()
    what = models.CharField(max_length=4, choices=What)

    class Meta:
        indexes = [models.Index(fields=["drive", "seq", "id"], name="change_feed")]


class Upload(models.Model):
    """A resumable upload (tus 1.0): bytes gather in a partial file until all are there."""

    id = primary_key()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person_id: str
    key = models.CharField(max_length=255)
    """The client's own key, so that a repeated creation finds the first one; the id where it gave
    none.
    """
    parent = models.ForeignKey(Node, null=True, on_delete=models.SET_NULL, related_name="+")
    parent_id: str | None
    replaces = models.ForeignKey(Node, null=True, on_delete=models.SET_NULL, related_name="+")
    """The file that gets a new revision; None for a new file."""
    replaces_id: str | None
    if_version = models.PositiveIntegerField(null=True)
    """The version the client knew; when another came in between, a conflict copy is made."""
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=127, blank=True, default="")
    size_bytes = models.BigIntegerField()
    offset_bytes = models.BigIntegerField(default=0)
    """How many bytes are durable."""
    node = models.ForeignKey(Node, null=True, on_delete=models.SET_NULL, related_name="+")
    """The file it became; set in the transaction that made the file."""
    node_id: str | None
    finished_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="upload_key")]
