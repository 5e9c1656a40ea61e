"""Shapes of imports and exports."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from ..transfer.imap_account import PORTS


class ImapIn(Schema):
    """An account at another server."""

    host: str = Field(min_length=3, max_length=253)
    port: int | None = Field(None, ge=1, le=65535)
    user: str = Field(min_length=1, max_length=320)
    password: str = Field(min_length=1, max_length=1000)
    security: Literal["tls", "starttls"] = "tls"

    def options(self) -> dict[str, object]:
        """Return what a transfer keeps beside the password."""
        return {
            "host": self.host.strip().rstrip(".").lower(),
            "port": self.port or PORTS[self.security],
            "user": self.user,
            "security": self.security,
        }


class ExportIn(Schema):
    """What to export."""

    mailbox_id: str | None = Field(None, description="One label; all mail if null")


class SkippedOut(Schema):
    """Something that was not imported."""

    where: str
    why: str


class TransferOut(Schema):
    """An import or export."""

    id: str
    account_id: str
    kind: Literal["mbox", "maildir", "takeout", "imap", "export"]
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    source: str
    total: int = Field(description="Bytes; 0 where it is not known, then `done` counts messages")
    done: int
    filed: int
    known: int = Field(description="Messages that the account had already")
    skipped: int
    report: list[SkippedOut]
    error: str
    created_at: datetime
    changed_at: datetime
    file: str | None = Field(description="Where the file of an export is")


class TransfersOut(Schema):
    """Imports and exports, newest first."""

    items: list[TransferOut]
    next: str | None = None
