"""Routes of audit under /api/v1; for administrators alone."""

from django.db import transaction
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router

from bureau.audit.chain import Verdict, verify_chain
from bureau.audit.export import as_csv, as_json_lines
from bureau.audit.queries import AuditFilter, Row, export_entries, list_entries
from bureau.people.http.auth import admin_only
from bureau.platform import events

from .schemas import AuditQuery, EntryPage, ExportQuery, VerdictOut

router = Router(tags=["audit"])

WRITERS = {"csv": as_csv, "jsonl": as_json_lines}
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "text/plain; charset=utf-8"}


@router.get("/audit", response=EntryPage, auth=admin_only)
def get_audit(request: HttpRequest, asked: Query[AuditQuery]) -> Row:
    """The record, newest first. Four queries with the session's."""
    wanted = AuditFilter(**asked.model_dump(exclude={"cursor", "limit"}))
    page = list_entries(wanted, asked.cursor, asked.limit)
    return {"items": page.items, "next": page.next}


@router.get("/audit/export", auth=admin_only)
def get_export(request: HttpRequest, asked: Query[ExportQuery]) -> StreamingHttpResponse:
    """The record as a file, oldest first; the export itself is recorded."""
    given = asked.model_dump(exclude={"format"})
    with transaction.atomic():
        events.emit(
            "audit.exported",
            stream="audit",
            subject=("audit", "record"),
            payload=asked.model_dump(mode="json"),
            changes={},
        )
    lines = WRITERS[asked.format](export_entries(AuditFilter(**given)))
    response = StreamingHttpResponse(lines, content_type=TYPES[asked.format])
    response["Content-Disposition"] = f'attachment; filename="audit.{asked.format}"'
    return response


@router.get("/audit/verification", response=VerdictOut, auth=admin_only)
def get_verification(request: HttpRequest) -> Verdict:
    """Recompute the whole chain and tell whether it is intact."""
    return verify_chain()
