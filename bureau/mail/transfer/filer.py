"""Filing what was read: each message once per account, with its labels, in batches.

A message that the account has already (the same bytes, or the same Message-ID from the same author
under the same subject) is not filed again; it gets the labels that it lacks. What a person did with
it before this import began stays: such a message gets own labels only, never back into the inbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from bureau.people import addresses_of
from bureau.platform import blobs
from bureau.platform.mime import ParsedMessage, parse

from ..actions.file_email import Filing, file_email, fingerprint_of
from ..actions.mailboxes import make_label
from ..actions.open_account import category_mailbox, mailbox_of
from ..actions.relabel import Target, labels_of, relabel
from ..ledger import Write
from ..models import Email, Mailbox
from ..search_entry import put_new_email
from .found import Found, Marks

Role = Mailbox.Role
_UNSEARCHED = frozenset({Role.JUNK, Role.TRASH})
_OWN = frozenset({Role.SENT, Role.DRAFTS})


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that was parsed and whose bytes are stored."""

    found: Found
    message: ParsedMessage
    blob: blobs.BlobRef
    fingerprint: str


def make_ready(found: Found) -> Ready | None:
    """Parse and store a message; None where it has no header fields. Outside of a transaction."""
    message = parse(found.raw)
    if not message.headers:
        return None
    return Ready(found, message, blobs.put(found.raw), fingerprint_of(found.raw, message))


class Filer:
    """Files into one account on behalf of one transfer."""

    def __init__(self, account_id: str, transfer_id: str) -> None:
        self._account_id = account_id
        self._since = transfer_id
        self._roles: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._own = {one.lower() for one in addresses_of(account_id)}

    def prepare(self, batch: Sequence[Ready]) -> None:
        """Make the labels of a batch that are missing; before its transaction."""
        for ready in batch:
            for path in ready.found.marks.labels - self._labels.keys():
                self._labels[path] = make_label(self._account_id, path)
            for role in self._all_roles(ready.found.marks):
                if role not in self._roles:
                    self._roles[role] = mailbox_of(self._account_id, role)
            self._category(ready.found.marks)

    def _all_roles(self, marks: Marks) -> set[Role]:
        """Return the standard mailboxes of a message; one in none of any kind is archived."""
        roles = set(marks.roles)
        others = roles - {Role.ARCHIVE, Role.IMPORTANT}
        if others:
            roles.discard(Role.ARCHIVE)
        elif not marks.labels:
            roles.add(Role.ARCHIVE)
        return roles

    def _category(self, marks: Marks) -> str:
        """Return the mailbox of the category of a message in the inbox, empty outside of it."""
        if Role.INBOX not in marks.roles:
            return ""
        category = Mailbox.Category(marks.category or "primary")
        key = f"category:{category}"
        if key not in self._roles:
            self._roles[key] = category_mailbox(self._account_id, category)
        return self._roles[key]

    def file(self, write: Write, ready: Ready) -> bool:
        """File a message in the open write; False where the account has it."""
        known = self._known(ready)
        if known is not None:
            self._complete(write, known, ready.found.marks)
            return False
        marks = ready.found.marks
        roles = self._all_roles(marks)
        email = file_email(write, self._filing(ready, roles))
        if not roles & _UNSEARCHED:
            put_new_email(email)
        return True

    def _filing(self, ready: Ready, roles: set[Role]) -> Filing:
        marks, message = ready.found.marks, ready.message
        boxes = [self._roles[role] for role in sorted(roles)]
        boxes += [self._labels[path] for path in sorted(marks.labels)]
        category = self._category(marks)
        authors = {one.email.lower() for one in message.addresses("from")}
        received_at = ready.found.received_at or message.sent_at or timezone.now()
        return Filing(
            blob=ready.blob,
            message=message,
            mailbox_ids=[*boxes, category] if category else boxes,
            keywords=sorted(marks.keywords),
            received_at=min(received_at, timezone.now()),
            fingerprint=ready.fingerprint,
            # Delivered once more, by a list or another server, it is the same message.
            is_delivered=not (roles & _OWN or authors & self._own),
            category=(marks.category or "primary") if category else "",
        )

    def _known(self, ready: Ready) -> Email | None:
        rows = Email.objects.filter(account_id=self._account_id)
        same = rows.filter(fingerprint=ready.fingerprint).exclude(fingerprint="").first()
        message = ready.message
        if same is not None or not message.message_id:
            return same
        authors = {one.email.lower() for one in message.addresses("from")}
        for email in rows.filter(message_id=message.message_id, subject=message.subject)[:20]:
            if {one["email"].lower() for one in email.addresses.get("from", ())} == authors:
                return email
        return None

    def _complete(self, write: Write, email: Email, marks: Marks) -> None:
        before = labels_of([email.id])[email.id]
        wanted = before | {self._labels[path] for path in marks.labels}
        keywords = set(email.keywords)
        # Ids begin with the time: this one was filed by this transfer, from another folder.
        if email.id > self._since:
            others = marks.roles - {Role.ARCHIVE}
            wanted |= {self._roles[role] for role in others}
            category = self._category(marks)
            wanted |= {category} if category and not email.category else set()
            keywords |= marks.keywords
        if wanted != before or keywords != set(email.keywords):
            target = Target(frozenset(keywords), frozenset(wanted))
            relabel(write, [email], {email.id: target})
