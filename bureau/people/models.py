"""Tables of people: persons and service accounts, their addresses, units and groups.

`Membership` is the transitive closure that every permission check joins: one row for the person
itself, one for `EVERYONE`, one for each group the person is in, directly or through other groups.
"""

import unicodedata
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from bureau.platform.ids import IdField, primary_key

if TYPE_CHECKING:
    from .sessions import SessionStore


def folded(text: str) -> str:
    """Return the text without case and accents, as searches compare it."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:600]


class PersonManager(BaseUserManager["Person"]):
    """Look-ups by address; persons are made by the actions, never here."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Unit(models.Model):
    """A node of the organisation's tree: a department, a team, a site."""

    id = primary_key()
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    parent_id: str | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent__isnull=True), name="unit_root_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    """An account: of a human, a service, or a mailbox that several share."""

    class Kind(models.TextChoices):
        PERSON = "person"
        SERVICE = "service"
        SHARED = "shared"
        RESOURCE = "resource"

    class State(models.TextChoices):
        INVITED = "invited"
        ACTIVE = "active"
        SUSPENDED = "suspended"
        DELETED = "deleted"

    class Role(models.TextChoices):
        ADMIN = "admin"
        HELPDESK = "helpdesk"
        MEMBER = "member"

    id = primary_key()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PERSON)
    state = models.CharField(max_length=9, choices=State, default=State.INVITED)
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    email = models.EmailField(unique=True)
    """Primary address, lower case; it and all further ones are rows of Address."""
    name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=100, blank=True, default="")
    family_name = models.CharField(max_length=100, blank=True, default="")
    title = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=8, default="en")
    country = models.CharField(max_length=2, blank=True, default="")
    time_zone = models.CharField(max_length=40, default="UTC")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="people")
    unit_id: str | None
    manager = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    manager_id: str | None
    start_date = models.DateField(null=True)
    working_hours = models.JSONField(default=dict, blank=True)
    """{"mon": [["09:00", "17:00"]], …} in the person's time zone; a day left out is a day off."""
    preferences = models.JSONField(default=dict, blank=True)
    """What the person chose for the screens: {"theme": "light" | "dark" | "auto", …}."""
    recovery_email = models.EmailField(blank=True, default="")
    """An address outside the organisation for the invitation and for recovery by mail."""
    search_key = models.CharField(max_length=600, editable=False, default="")
    """Names and address without case and accents, each word after a blank; `save` keeps it."""
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        indexes = [models.Index(fields=["state", "name", "id"], name="person_directory")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = folded(f" {self.name} {self.given_name} {self.family_name} {self.email}")
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the person may sign in and be acted for."""
        return self.state == self.State.ACTIVE

    @property
    def may_sign_in(self) -> bool:
        """Whether a browser session can be this person's; service accounts have tokens alone."""
        return self.is_active and self.kind == self.Kind.PERSON

    def __str__(self) -> str:
        return self.email


class Group(models.Model):
    """A set of persons and further groups: a principal of grants and, with an address, a mailing
    list.
    """

    id = primary_key()
    name = models.CharField(max_length=120, unique=True)
    email = models.EmailField(blank=True, default="")
    """Empty, or the primary address, which is a row of Address."""
    description = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A direct member of a group: a person or another group, never itself, never in a circle."""

    id = primary_key()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="direct_members")
    group_id: str
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    person_id: str | None
    child = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="+")
    child_id: str | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="group_person"),
            models.UniqueConstraint(fields=["group", "child"], name="group_child"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(child__isnull=True), name="group_member_one"
            ),
        ]


class Membership(models.Model):
    """The closure: the person counts as this principal."""

    pk = models.CompositePrimaryKey("person_id", "principal_id")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    person_id: str
    principal_id = models.CharField(max_length=26)
    """The person's own id, a group's id, or EVERYONE."""

    class Meta:
        indexes = [models.Index(fields=["principal_id", "person"], name="membership_principal")]


class Address(models.Model):
    """An e-mail address of the organisation, lower case, and whose it is."""

    class Kind(models.TextChoices):
        PRIMARY = "primary"
        ALIAS = "alias"
        SEND = "send"
        """The person may send as this address; mail to it is not theirs."""

    email = models.EmailField(primary_key=True)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PRIMARY)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="addresses"
    )
    person_id: str | None
    group = models.ForeignKey(Group, null=True, on_delete=models.CASCADE, related_name="addresses")
    group_id: str | None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(group__isnull=True), name="address_one_owner"
            )
        ]


class Invitation(models.Model):
    """A one-use link by which a person sets a password or passkey; only a hash of its token is
    kept.
    """

    id = primary_key()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    person_id: str
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = IdField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    """When it was accepted, or replaced by a later one."""

    link: str = ""
    """The address to open; known only to the action that made the invitation, never stored."""


class AccessToken(models.Model):
    """A bearer token of the API, of a person or a service account; only a hash is kept."""

    id = primary_key()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_tokens")
    person_id: str
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    """What it allows (`drive.read`); ["*"] allows all that the person may."""
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    """To the nearest ten minutes, so that reading costs no write."""


class AppPassword(models.Model):
    """A generated password for one mail or DAV client; only a hash is kept."""

    id = primary_key()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="app_passwords")
    person_id: str
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    """Which protocols it opens: mail, dav."""
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)


class Session(AbstractBaseSession):
    """A signed-in browser. The person is a column, so that all sessions of one end in one
    statement.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    person_id: str | None

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        from .sessions import SessionStore

        return SessionStore
