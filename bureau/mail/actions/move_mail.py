"""Beginning and stopping imports and exports. The work itself is `transfer.run`, in jobs."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bureau.people import Actor, Person
from bureau.platform import blobs, limits
from bureau.platform.blobs import BlobRef
from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound

from ..errors import NoSuchAccount
from ..models import Mailbox, Transfer
from ..policies import may_write, readable_accounts
from ..transfer.secrets import sealed_secret
from .open_account import open_account

LIVING = (Transfer.State.WAITING, Transfer.State.RUNNING)
MOST_AT_ONCE = 3


def import_upload(
    actor: Actor, account_id: str, kind: Transfer.Kind, name: str, blob: BlobRef
) -> Transfer:
    """Import what the actor uploaded. The bytes are kept until it is over."""
    with transaction.atomic():
        row = _begun(actor, account_id, kind)
        row.source, row.blob = name[:1000], blob.hash
        blobs.retain(blob.hash)
        return _start(row)


def import_imap(
    actor: Actor, account_id: str, options: Mapping[str, Any], password: str
) -> Transfer:
    """Pull mail from another server of the public internet."""
    with transaction.atomic():
        row = _begun(actor, account_id, Transfer.Kind.IMAP)
        row.source = f"{options['user']}@{options['host']}"[:1000]
        row.options = {**options, "public_only": True}
        row.secret = sealed_secret(password)
        return _start(row)


def export_mail(actor: Actor, account_id: str, mailbox_id: str | None) -> Transfer:
    """Write all mail, or that of one label, to an mbox file to download."""
    with transaction.atomic():
        row = _begun(actor, account_id, Transfer.Kind.EXPORT)
        box = Mailbox.objects.filter(account_id=account_id, id=mailbox_id or "").first()
        if mailbox_id and box is None:
            message = "There is no such mailbox."
            raise BadInput(errors=[{"field": "mailbox_id", "message": message}])
        row.source = box.name if box else "All mail"
        row.options = {"mailbox_id": mailbox_id or ""}
        return _start(row)


def _begun(actor: Actor, account_id: str, kind: Transfer.Kind) -> Transfer:
    if not may_write(actor):
        raise Forbidden()
    if account_id == actor.person_id:
        open_account(Person.objects.get(id=account_id))
    if not readable_accounts(actor).get(account_id):
        raise NoSuchAccount()
    limits.take("mail.transfer", actor.person_id, 30, 3600)
    if Transfer.objects.filter(account_id=account_id, state__in=LIVING).count() >= MOST_AT_ONCE:
        raise Conflict("Wait until an import or export is over, or stop one.")
    return Transfer(account_id=account_id, person_id=actor.person_id, kind=kind)


def _start(row: Transfer) -> Transfer:
    from ..upkeep import transfer

    row.save(force_insert=True)
    transfer.enqueue(transfer_id=row.id)
    return row


def cancel_transfer(actor: Actor, transfer_id: str) -> Transfer:
    """Stop an import or export; what was filed stays."""
    with transaction.atomic():
        row = own_transfer(actor, transfer_id)
        living = Transfer.objects.filter(id=row.id, state__in=LIVING)
        if living.update(state=Transfer.State.CANCELLED, secret=""):
            row.refresh_from_db()
        return row


def own_transfer(actor: Actor, transfer_id: str) -> Transfer:
    """Return a transfer of an account that the actor sends as; raises `NotFound`."""
    row = Transfer.objects.filter(id=transfer_id).first()
    if row is None or not readable_accounts(actor).get(row.account_id):
        raise NotFound()
    return row
