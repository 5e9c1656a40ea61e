"""Routes of imports and exports of mail."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router, Status

from bureau.people import Actor
from bureau.people.http.auth import signed_in
from bureau.platform import blobs
from bureau.platform.errors import BadInput, NotFound, Refusal
from bureau.platform.http.problems import problem_response

from ..actions.move_mail import (
    cancel_transfer,
    export_mail,
    import_imap,
    import_upload,
    own_transfer,
)
from ..models import Transfer
from ..policies import check_reads
from .jmap_views import CONTENT_POLICY, endpoint
from .requests import SignedRequest
from .transfer_schemas import ExportIn, ImapIn, TransferOut, TransfersOut

router = Router()
MOST_SHOWN = 100
LARGEST_UPLOAD = 20 << 30
UPLOADED = (Transfer.Kind.MBOX, Transfer.Kind.MAILDIR, Transfer.Kind.TAKEOUT)


class TooLarge(Refusal):
    """The file is too large to be uploaded in one go."""

    status = 413
    code = "mail_import_too_large"
    title = "The file is too large. Ask an administrator to import it with the command line."


@router.get("/mail/accounts/{account_id}/transfers", response=TransfersOut, auth=signed_in)
def list_transfers(request: SignedRequest, account_id: str) -> dict[str, object]:
    """Imports and exports of an account, newest first. Three queries."""
    check_reads(request.auth, account_id)
    rows = Transfer.objects.filter(account_id=account_id).order_by("-created_at", "-id")
    return {"items": [described(row) for row in rows[:MOST_SHOWN]]}


@router.post(
    "/mail/accounts/{account_id}/transfers/imap", response={202: TransferOut}, auth=signed_in
)
def pull_imap(request: SignedRequest, account_id: str, body: ImapIn) -> Status[dict[str, object]]:
    """Pull mail from another server; a second pull takes what came since."""
    row = import_imap(request.auth, account_id, body.options(), body.password)
    return Status(202, described(row))


@router.post(
    "/mail/accounts/{account_id}/transfers/export", response={202: TransferOut}, auth=signed_in
)
def export(request: SignedRequest, account_id: str, body: ExportIn) -> Status[dict[str, object]]:
    """Write mail to an mbox file, to be downloaded when it is done."""
    return Status(202, described(export_mail(request.auth, account_id, body.mailbox_id)))


@router.get("/mail/transfers/{transfer_id}", response=TransferOut, auth=signed_in)
def get_transfer(request: SignedRequest, transfer_id: str) -> dict[str, object]:
    """How far an import or export is, and what was skipped."""
    return described(own_transfer(request.auth, transfer_id))


@router.delete("/mail/transfers/{transfer_id}", response=TransferOut, auth=signed_in)
def stop_transfer(request: SignedRequest, transfer_id: str) -> dict[str, object]:
    """Stop it; what was filed stays."""
    return described(cancel_transfer(request.auth, transfer_id))


def described(row: Transfer) -> dict[str, object]:
    """Return a transfer as the API shows it."""
    is_file = row.kind == Transfer.Kind.EXPORT and row.state == Transfer.State.DONE and row.blob
    names = ("id", "account_id", "kind", "state", "source", "total", "done", "filed", "known")
    more = ("skipped", "report", "error", "created_at", "changed_at")
    document = {name: getattr(row, name) for name in (*names, *more)}
    return {**document, "file": f"/mail/transfers/{row.id}/file" if is_file else None}


@endpoint("POST")
def upload_import(request: HttpRequest, actor: Actor, account_id: str) -> HttpResponse:
    """Import the body of the request: `?kind=mbox|maildir|takeout&name=…`."""
    check_reads(actor, account_id)
    kind = request.GET.get("kind", "")
    if kind not in UPLOADED:
        message = "Choose mbox, maildir or takeout."
        raise BadInput(errors=[{"field": "kind", "message": message}])
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_UPLOAD:
        return problem_response(TooLarge())
    blob = blobs.put_stream(_chunks(request))
    name = request.GET.get("name", "") or f"upload.{kind}"
    row = import_upload(actor, account_id, Transfer.Kind(kind), name, blob)
    return JsonResponse(
        TransferOut.model_validate(described(row)).model_dump(mode="json"), status=202
    )


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    total = 0
    while chunk := request.read(1 << 20):
        total += len(chunk)
        if total > LARGEST_UPLOAD:
            raise TooLarge()
        yield chunk


@endpoint("GET", "HEAD")
def download_export(request: HttpRequest, actor: Actor, transfer_id: str) -> HttpResponse:
    """Send the file of an export that is done."""
    row = own_transfer(actor, transfer_id)
    if row.kind != Transfer.Kind.EXPORT or row.state != Transfer.State.DONE or not row.blob:
        raise NotFound()
    headers = {
        "Content-Disposition": 'attachment; filename="mail.mbox"',
        "Content-Security-Policy": CONTENT_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Bureau-Blob": row.blob,
    }
    return HttpResponse(content_type="application/mbox", headers=headers)
