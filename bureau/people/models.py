"""Tables of people: persons and what they belong to."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from bureau.platform.ids import IdField, primary_key


class PersonManager(BaseUserManager["Person"]):
    """Look-ups by address; persons are made by the actions, never here."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """An account: of a human, a service, or a mailbox that several share."""

    class Kind(models.TextChoices):
        PERSON = "person"
        SERVICE = "service"
        SHARED = "shared"

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
    """Primary address, lower case; further ones are rows of Address."""
    name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=100, blank=True, default="")
    family_name = models.CharField(max_length=100, blank=True, default="")
    title = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=8, default="en")
    country = models.CharField(max_length=2, blank=True, default="")
    time_zone = models.CharField(max_length=40, default="UTC")
    start_date = models.DateField(null=True)
    manager = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="reports")
    manager_id: str | None
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        indexes = [models.Index(fields=["state", "name", "id"], name="person_directory")]

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the person may sign in and be acted for."""
        return self.state == self.State.ACTIVE

    def __str__(self) -> str:
        return self.email
