"""Opening the source of a transfer: a path of this machine, an uploaded blob, another server."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bureau.platform import blobs
from bureau.platform.blobs import store

from ..models import Transfer
from .found import BadSource, Steps
from .from_files import from_maildir, from_mbox, from_takeout, total_bytes
from .from_imap import from_imap
from .imap_account import ImapAccount
from .secrets import opened_secret

Kind = Transfer.Kind


@contextmanager
def opened_steps(transfer: Transfer) -> Iterator[Steps]:
    """Return what is still to be read of a transfer."""
    if transfer.kind == Kind.IMAP:
        account = ImapAccount.of(transfer.options, opened_secret(transfer.secret))
        yield from_imap(transfer.account_id, account, transfer.position)
        return
    with _path(transfer) as path:
        yield _from_path(transfer, path)


def _from_path(transfer: Transfer, path: Path) -> Steps:
    label, name = str(transfer.options.get("label", "")), Path(transfer.source).name
    match transfer.kind:
        case Kind.MBOX:
            return from_mbox(path, transfer.position, label, name)
        case Kind.TAKEOUT:
            return from_takeout(path, transfer.position, name)
        case Kind.MAILDIR:
            return from_maildir(path, transfer.position, label)
    raise BadSource("This is no import.")


def total_of(transfer: Transfer) -> int:
    """Return how much there is to read in bytes; 0 where only reading tells."""
    if transfer.kind in (Kind.IMAP, Kind.EXPORT):
        return 0
    with _path(transfer) as path:
        return total_bytes(path)


@contextmanager
def _path(transfer: Transfer) -> Iterator[Path]:
    if not transfer.blob:
        yield Path(transfer.source)
        return
    local = store().local_path(transfer.blob)
    if local is not None:
        yield local
        return
    with tempfile.NamedTemporaryFile() as file:
        for chunk in blobs.stream(transfer.blob):
            file.write(chunk)
        file.flush()
        yield Path(file.name)
