"""Tables of access: scopes, what people granted on them, and the fold that every check reads.

`Effective` holds, for each principal and scope, the roles that count there: grants of the scope and
of all it inherits from. It is written by `fold` alone, in the transaction that changed a scope or
grant.
"""

from django.db import models

from bureau.platform.ids import IdField, primary_key


class Role(models.IntegerChoices):
    """The ladder: each role may all that those below it may."""

    VIEWER = 10
    COMMENTER = 20
    CONTRIBUTOR = 30
    EDITOR = 40
    MANAGER = 50


class Scope(models.Model):
    """A place where grants hang: a drive's root, a shared folder, a form, a queue."""

    id = primary_key()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    parent_id: str | None
    inherits = models.BooleanField(default=True)
    """False cuts: only grants of this scope itself count here and below."""


class Grant(models.Model):
    """What somebody set: the principal has the role on the scope and below."""

    id = primary_key()
    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="grants")
    scope_id: str
    principal_id = models.CharField(max_length=26)
    """A person's id, a group's id, or EVERYONE."""
    role = models.PositiveSmallIntegerField(choices=Role)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "principal_id"], name="grant_principal")
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="grant_expiry",
            )
        ]


class Effective(models.Model):
    """A role that counts for the principal on the scope until it expires.

    A principal has several rows on one scope only where a higher role expires before a lower one.
    """

    pk = models.CompositePrimaryKey("principal_id", "scope_id", "role")
    principal_id = models.CharField(max_length=26)
    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="+")
    scope_id: str
    role = models.PositiveSmallIntegerField(choices=Role)
    expires_at = models.DateTimeField(null=True)


class Link(models.Model):
    """A secret address that gives whoever holds it a role on the scope."""

    token = models.CharField(max_length=43, primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="links")
    scope_id: str
    role = models.PositiveSmallIntegerField(choices=Role, default=Role.VIEWER)
    password_hash = models.CharField(max_length=128, blank=True, default="")
    expires_at = models.DateTimeField(null=True)
    created_by = IdField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
