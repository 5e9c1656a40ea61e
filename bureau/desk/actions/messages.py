"""Storing a message on a ticket; the one place where rows of messages and attachments are made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bureau.platform import blobs
from bureau.platform.db import insert

from ..models import Attachment, Ticket, TicketMessage


@dataclass(frozen=True, slots=True)
class File:
    """A stored file to attach."""

    blob: str
    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a message came from: unique there by its id, with the raw mail if it was one."""

    channel: str
    message_id: str
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who says something: a person of ours, or only an address."""

    name: str
    email: str
    person_id: str | None = None


def add_message(
    ticket: Ticket,
    kind: TicketMessage.Kind,
    author: Author,
    text: str,
    source: Source,
    at: datetime,
    files: Iterable[File] = (),
) -> TicketMessage:
    """Write a message and its attachments, in the caller's transaction."""
    message = TicketMessage(
        ticket=ticket,
        kind=kind,
        author_id=author.person_id,
        author_name=author.name,
        author_email=author.email,
        text=text,
        channel=source.channel,
        message_id=source.message_id,
        blob=source.blob,
        created_at=at,
    )
    insert(message)
    kept = list(files)
    for used in (*(file.blob for file in kept), *([source.blob] if source.blob else [])):
        blobs.retain(used)
    insert(
        *(
            Attachment(
                message=message,
                blob=file.blob,
                name=file.name,
                media_type=file.media_type,
                size_bytes=file.size_bytes,
            )
            for file in kept
        )
    )
    return message
