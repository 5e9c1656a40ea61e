"""What a person may choose for mail, with the defaults; the one schema of it."""

from collections.abc import Mapping
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from .models import Email, MailSettings


class Settings(Schema):
    """The settings of one person."""

    model_config = ConfigDict(extra="ignore", json_schema_serialization_defaults_required=True)

    undo_s: int = Field(10, ge=0, le=30, description="How long sending can be undone")
    density: Literal["compact", "normal", "comfortable"] = "normal"
    reading_pane: Literal["off", "right", "below"] = "off"
    unread_first: bool = False
    categories_on: bool = True
    conversation_on: bool = True
    keyboard_on: bool = True
    smart_compose_on: bool = True
    images: Literal["ask", "always"] = "ask"
    default_identity_id: str | None = Field(None, max_length=26)
    external_banner: bool = True
    auto_advance: Literal["list", "older", "newer"] = "list"
    page_size: int = Field(50, ge=10, le=200)
    snippets_on: bool = True
    reply_all: bool = False
    send_and_archive: bool = False
    offer_follow_up: bool = True


def settings_of(account_id: str) -> Settings:
    """Return the settings of a person. One query by primary key."""
    row = MailSettings.objects.filter(pk=account_id).first()
    return read_settings(row.chosen if row else {})


def read_settings(chosen: Mapping[str, Any]) -> Settings:
    """Read what was stored; what an older release stored and this one does not know is left."""
    return Settings.model_validate(dict(chosen))


IMAGE_SENDERS = "image_senders"
"""Beside the settings: authors whose pictures are shown without asking."""


def shows_images(account_id: str, email: Email) -> bool:
    """Tell whether the person chose to see pictures of the web in this message. One query.

    Who pretends to be a chosen author gets nothing shown.
    """
    row = MailSettings.objects.filter(pk=account_id).first()
    chosen = row.chosen if row else {}
    authors = {one["email"].lower() for one in email.addresses.get("from", ())}
    is_false = (email.trust or {}).get("author") == "failed"
    if is_false or "$junk" in email.keywords:
        return False
    return chosen.get("images") == "always" or bool(authors & set(chosen.get(IMAGE_SENDERS, ())))
