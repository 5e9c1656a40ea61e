"""Routes of import and export."""

from django.http import HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from bureau.people.http.auth import signed_in
from bureau.platform.errors import Refusal

from ..actions.importing import MOST_BYTES, import_file
from ..exporting import export_calendar
from .requests import SignedRequest
from .task_schemas import CalendarImportOut

router = Router(auth=signed_in)


class ImportTooLarge(Refusal):
    """The file is larger than what is read in one go."""

    status = 413
    code = "calendar_import_too_large"
    title = "The file is too large. Split it and import the parts."


@router.post("/calendar/import", response=CalendarImportOut)
def import_events(
    request: SignedRequest, file: File[UploadedFile], calendar_id: Form[str] = ""
) -> dict[str, object]:
    """Import an .ics file, or a zip file with several; nobody is invited again."""
    if (file.size or 0) > MOST_BYTES:
        raise ImportTooLarge()
    return import_file(request.auth, calendar_id, file.name or "", file.read())


@router.get("/calendar/calendars/{calendar_id}/export.ics", response={200: str})
def export_events(request: SignedRequest, calendar_id: str) -> HttpResponse:
    """All of a calendar as one file."""
    name, content = export_calendar(request.auth, calendar_id)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
