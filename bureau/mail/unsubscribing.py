"""How one leaves a mailing list, as its mail says (RFC 2369, RFC 8058)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from bureau.platform import blobs
from bureau.platform.mime import ParsedMessage, parse

from .models import Email

LONGEST_HEAD = 64 << 10
_URI = re.compile(r"<\s*([^<>]{1,2000}?)\s*>")


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a list. With `is_one_click`, a POST to the url does it without any page."""

    url: str = ""
    mailto: str = ""
    is_one_click: bool = False

    def described(self) -> dict[str, Any]:
        """Return what clients are told."""
        found: dict[str, Any] = {"oneClick": self.is_one_click}
        if self.url:
            found["url"] = self.url
        if self.mailto:
            found["mailto"] = self.mailto
        return found


def way_out(message: ParsedMessage) -> Way | None:
    """Return how the message says that its list is left, None where it does not."""
    uris = _URI.findall(" ".join(message.all("list-unsubscribe")))
    clean = ["".join(uri.split()) for uri in uris]
    urls = [uri for uri in clean if uri.lower().startswith(("https://", "http://"))]
    mails = [uri for uri in clean if uri.lower().startswith("mailto:") and "@" in uri]
    secure = [url for url in urls if url.lower().startswith("https://")]
    asks = message.header("list-unsubscribe-post").strip().lower()
    is_one_click = bool(secure) and asks == "list-unsubscribe=one-click"
    url = next(iter(secure or urls), "")
    mailto = next(iter(mails), "")
    return Way(url, mailto, is_one_click) if url or mailto else None


def way_out_of(email: Email) -> Way | None:
    """Return how one leaves the list of a stored message. Reads the head of its bytes."""
    head = b"".join(blobs.stream(email.blob, 0, LONGEST_HEAD))
    return way_out(parse(head.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"))


def ways_out(account_id: str, email_ids: Sequence[str]) -> Mapping[str, Any]:
    """Return the ways out of the lists of messages, by message. One query and a read each."""
    rows = Email.objects.filter(account_id=account_id, id__in=email_ids)
    found = {row.id: way_out_of(row) for row in rows.only("id", "blob")}
    return {email_id: way.described() for email_id, way in found.items() if way}


@dataclass(frozen=True, slots=True)
class MailWish:
    """The mail that a mailto address asks for (RFC 6068)."""

    to: str
    subject: str
    body: str


def read_mailto(uri: str) -> MailWish:
    """Read a mailto address; one recipient, subject and body, nothing else."""
    parts = urlsplit(uri)
    fields = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    to = unquote(parts.path).split(",")[0].strip()
    subject = " ".join(fields.get("subject", "unsubscribe").split())[:300]
    return MailWish(to, subject, fields.get("body", "unsubscribe")[:2_000])
