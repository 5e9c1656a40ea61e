"""Writing mail to mbox files (mboxrd), message by message, whatever the size of the mailbox.

Labels are written as `X-Gmail-Labels`, as Takeout does, and flags as `Status`, `X-Status` and
`X-Keywords`: our import and others read them back.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from email.header import Header
from pathlib import Path
from typing import IO

from django.db.models import QuerySet

from bureau.platform import blobs
from bureau.platform.blobs import BlobRef
from bureau.platform.mime import parse

from ..actions.relabel import labels_of
from ..models import Email, EmailLabel, Mailbox

AT_ONCE = 200
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_OWN = (b"x-gmail-labels", b"status", b"x-status", b"x-keywords")
_STATUS = {"$answered": "A", "$flagged": "F", "$draft": "T"}
_ROLE_NAMES = {
    Mailbox.Role.INBOX: "Inbox",
    Mailbox.Role.SENT: "Sent",
    Mailbox.Role.DRAFTS: "Drafts",
    Mailbox.Role.ARCHIVE: "Archived",
    Mailbox.Role.JUNK: "Spam",
    Mailbox.Role.TRASH: "Trash",
    Mailbox.Role.IMPORTANT: "Important",
}


def label_paths(account_id: str) -> dict[str, str]:
    """Return how each label of an account is written, by id. One query."""
    boxes = {box.id: box for box in Mailbox.objects.filter(account_id=account_id)}
    return {one: _written(boxes, box) for one, box in boxes.items()}


def _written(boxes: dict[str, Mailbox], box: Mailbox) -> str:
    if box.role:
        return _ROLE_NAMES.get(Mailbox.Role(box.role), box.name)
    if box.category:
        return f"Category {box.category.title()}"
    above = boxes.get(box.parent_id or "")
    return f"{_written(boxes, above)}/{box.name}" if above else box.name


def write_mbox(account_id: str, file: IO[bytes], mailbox_id: str = "") -> int:
    """Write all messages, or those of one label, oldest first; return how many."""
    paths = label_paths(account_id)
    count = 0
    for emails in _pages(account_id, mailbox_id):
        labels = labels_of([email.id for email in emails])
        for email in emails:
            names = [paths[one] for one in labels[email.id] if one in paths]
            _write(file, email, names)
            count += 1
    return count


def _pages(account_id: str, mailbox_id: str) -> Iterator[list[Email]]:
    after = ""
    while page := list(_rows(account_id, mailbox_id).filter(id__gt=after)[:AT_ONCE]):
        yield page
        after = page[-1].id


def _rows(account_id: str, mailbox_id: str) -> QuerySet[Email]:
    rows = Email.objects.filter(account_id=account_id).order_by("id")
    if mailbox_id:
        labelled = EmailLabel.objects.filter(mailbox_id=mailbox_id).values("email_id")
        rows = rows.filter(id__in=labelled)
    return rows.only("id", "blob", "keyword_line", "received_at", "addresses")


def _write(file: IO[bytes], email: Email, labels: Iterable[str]) -> None:
    raw = blobs.read(email.blob)
    head_end = parse(raw).root.body_start
    author = next((one["email"] for one in email.addresses.get("from", ())), "") or "MAILER-DAEMON"
    plain = "".join(author.split()).encode("ascii", "replace").decode()
    moment = email.received_at.strftime("%a %b %d %H:%M:%S %Y")
    file.write(f"From {plain} {moment}\n".encode())
    file.write(_marks(email, labels))
    head = _without_own(raw[:head_end].replace(b"\r\n", b"\n"))
    body = raw[head_end:].replace(b"\r\n", b"\n")
    file.write(_FROM.sub(rb">\1", head))
    file.write(_FROM.sub(rb">\1", body))
    file.write(b"\n" if body.endswith(b"\n") or not body else b"\n\n")


def _without_own(head: bytes) -> bytes:
    """Leave out what an earlier export wrote about labels and flags."""
    fields = re.split(rb"\n(?![ \t])", head)
    return b"\n".join(one for one in fields if one.partition(b":")[0].lower() not in _OWN)


def _marks(email: Email, labels: Iterable[str]) -> bytes:
    keywords = set(email.keywords)
    states = "".join(mark for keyword, mark in sorted(_STATUS.items()) if keyword in keywords)
    own = sorted(keywords - _STATUS.keys() - {"$seen"})
    unread = [] if "$seen" in keywords else ["Unread"]
    fields = [
        ("X-Gmail-Labels", _folded(sorted([*labels, *unread]))),
        ("Status", "RO" if "$seen" in keywords else "O"),
        ("X-Status", states),
        ("X-Keywords", " ".join(own)),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields if value).encode()


def _folded(labels: Iterable[str]) -> str:
    """Return a list of labels as Takeout writes it; quotes where a name has a comma."""
    text = ",".join(f'"{one}"' if "," in one or '"' in one else one for one in labels)
    return Header(text, "utf-8", maxlinelen=76).encode() if not text.isascii() else text


def export_blob(account_id: str, mailbox_id: str) -> tuple[BlobRef, int]:
    """Write an mbox file into the blob store; return it and how many messages it holds."""
    with tempfile.NamedTemporaryFile(suffix=".mbox") as file:
        count = write_mbox(account_id, file, mailbox_id)
        file.flush()
        return blobs.put_file(Path(file.name)), count


def export_folder(account_id: str, folder: Path) -> dict[str, int]:
    """Write one mbox file per label into a folder; return how many messages each holds.

    A message with several labels is in the file of each, and names them all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for mailbox_id, path in sorted(label_paths(account_id).items(), key=lambda pair: pair[1]):
        if not EmailLabel.objects.filter(mailbox_id=mailbox_id).exists():
            continue
        target = folder / f"{_file_name(path)}.mbox"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            counts[path] = write_mbox(account_id, file, mailbox_id)
    return counts


def _file_name(path: str) -> str:
    """Return a label's path as a path of files; no name in it leads out of the folder."""
    parts = [re.sub(r'[\\:*?"<>|\x00-\x1f]', "_", part).strip(". ") for part in path.split("/")]
    return "/".join(part or "_" for part in parts)
