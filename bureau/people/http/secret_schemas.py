"""What goes in and out of the routes of secrets: tokens, app passwords, invitations, passkeys."""

from datetime import datetime

from ninja import Schema
from pydantic import Field, field_validator

from .schemas import Input


class TokenIn(Input):
    """A token to be made."""

    name: str = Field(min_length=1, max_length=80)
    scopes: list[str] = Field(min_length=1, max_length=50)
    expires_at: datetime | None = None

    @field_validator("expires_at")
    @classmethod
    def _has_zone(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("Write the time with its zone.")
        return value


class TokenOut(Schema):
    """A token without its secret."""

    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class TokenMade(TokenOut):
    """A token with its secret, shown this once."""

    secret: str


class AppPasswordIn(Input):
    """An app password to be made."""

    name: str = Field(min_length=1, max_length=80)
    scopes: list[str] = ["mail", "dav"]


class AppPasswordOut(Schema):
    """An app password without its secret."""

    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None


class AppPasswordMade(AppPasswordOut):
    """An app password with its secret, shown this once."""

    secret: str


class TokenList(Schema):
    """All tokens of somebody."""

    items: list[TokenOut]
    next: None = None


class AppPasswordList(Schema):
    """All app passwords of somebody."""

    items: list[AppPasswordOut]
    next: None = None


class InvitationOut(Schema):
    """What an invited person sees before joining."""

    name: str
    email: str
    organisation: str
    language: str
    expires_at: datetime


class PasswordIn(Input):
    """The password chosen."""

    password: str = Field(max_length=1024)


class PasskeyIn(Input):
    """What the browser made of our creation options (PublicKeyCredential.toJSON())."""

    name: str = ""
    credential: dict[str, object]


class PasskeyOptions(Schema):
    """Options for navigator.credentials.create()."""

    creation_options: dict[str, object]
