"""What goes in and out of the routes of persons and of oneself."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from bureau.people.person_fields import Kind, PersonChanges, RoleText, as_changes

Limit = Annotated[int, Field(ge=1, le=200)]
Theme = Literal["light", "dark", "auto"]


class Input(Schema):
    """A body; unknown fields are refused, so that a typing error never passes for success."""

    model_config = ConfigDict(extra="forbid")


class DirectoryQuery(Schema):
    """The query string of the directory; empty fields ask for nothing."""

    q: str = ""
    state: str = ""
    kind: str = ""
    role: str = ""
    unit_id: str = ""
    group_id: str = ""
    cursor: str | None = None
    limit: Limit = 50


class UnitRef(Schema):
    """A unit in passing."""

    id: str
    name: str


class GroupRef(Schema):
    """A group in passing."""

    id: str
    name: str
    email: str
    is_direct: bool
    """False for who is in it through another group."""


class PersonRef(Schema):
    """A person in passing."""

    id: str
    name: str
    email: str


class PersonCard(Schema):
    """A line of the directory; the last fields are for the help desk alone."""

    id: str
    kind: str
    name: str
    given_name: str
    family_name: str
    email: str
    title: str
    phone: str
    country: str
    time_zone: str
    unit: UnitRef | None
    manager_id: str | None
    state: str | None = None
    role: str | None = None
    language: str | None = None
    start_date: date | None = None
    last_login: datetime | None = None


class AddressOut(Schema):
    """An address and what it is for."""

    email: str
    kind: str


class InvitationState(Schema):
    """An invitation that waits to be accepted."""

    created_at: datetime
    expires_at: datetime


class Security(Schema):
    """How somebody can sign in; for the help desk."""

    has_password: bool
    factors: list[str]
    last_login: datetime | None
    invitation: InvitationState | None


class PersonOut(PersonCard):
    """One person in full."""

    manager: PersonRef | None
    addresses: list[AddressOut]
    groups: list[GroupRef]
    working_hours: dict[str, list[list[str]]]
    recovery_email: str | None = None
    security: Security | None = None
    abilities: dict[str, bool]


class PeoplePage(Schema):
    """A page of the directory."""

    items: list[PersonCard]
    next: str | None


class PersonIn(Input):
    """A person to be made."""

    email: str
    name: str
    kind: Kind = "person"
    role: RoleText = "member"
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    phone: str = ""
    language: str = "en"
    country: str = ""
    time_zone: str = "UTC"
    unit_id: str | None = None
    manager_id: str | None = None
    start_date: date | None = None
    recovery_email: str = ""
    aliases: list[str] = []
    invite: bool = False
    """Send the invitation at once."""


class PersonPatch(Input):
    """Fields to change; what is absent stays."""

    email: str | None = None
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    title: str | None = None
    phone: str | None = None
    language: str | None = None
    country: str | None = None
    time_zone: str | None = None
    unit_id: str | None = None
    manager_id: str | None = None
    start_date: date | None = None
    recovery_email: str | None = None
    working_hours: dict[str, list[list[str]]] | None = None
    aliases: list[str] | None = None

    def changes(self) -> PersonChanges:
        """Return what is to change; null clears a reference or date, and elsewhere is absent."""
        return as_changes(self.model_dump(exclude_unset=True))


class ServiceAccountIn(Input):
    """A service account to be made."""

    email: str
    name: str
    title: str = ""
    """What it is for."""


class RoleIn(Input):
    """The role to give."""

    role: RoleText


class InvitationMade(Schema):
    """The link, shown this once to whoever made it; it was also sent."""

    link: str
    sent_to: str
    expires_at: datetime


class MfaState(Schema):
    """Second factors and passkeys."""

    enabled: bool
    factors: list[str]
    required: bool


class MeOut(Schema):
    """Who is signed in."""

    id: str
    kind: str
    role: str
    name: str
    given_name: str
    family_name: str
    email: str
    title: str
    phone: str
    language: str
    country: str
    time_zone: str
    working_hours: dict[str, list[list[str]]]
    unit: UnitRef | None
    groups: list[GroupRef]
    preferences: dict[str, str]
    has_password: bool
    mfa: MfaState
    reminders: list[str]
    """What the person should do: `set_up_second_factor`."""
    abilities: dict[str, bool]
    domain: str
    """The organisation's first mail domain."""


class Preferences(Input):
    """Choices for the screens."""

    theme: Theme | None = None
    density: Literal["compact", "normal", "comfortable"] | None = None


class MePatch(Input):
    """What persons change of themselves."""

    phone: str | None = None
    language: str | None = None
    time_zone: str | None = None
    working_hours: dict[str, list[list[str]]] | None = None
    preferences: Preferences | None = None

    def changes(self) -> PersonChanges:
        """Return what is to change of the person, the preferences aside."""
        return as_changes(self.model_dump(exclude_unset=True, exclude={"preferences"}))
