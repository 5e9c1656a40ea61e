"""Routes that take contacts in from files and give them out as files."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Form, Query, Router
from ninja.files import UploadedFile

from bureau.people import actor_of
from bureau.people.http.auth import signed_in

from ..actions.books import default_book
from ..actions.transfer import MOST_FILE_BYTES, export_cards, import_file
from ..errors import BadImport
from .card_routes import filter_of
from .schemas import ContactExportQuery, ImportOut

router = Router(tags=["contacts"], auth=signed_in)


@router.post("/contacts/import", response=ImportOut)
def import_contacts(
    request: HttpRequest, file: UploadedFile, book_id: Form[str] = "", label: Form[str] = ""
) -> dict[str, Any]:
    """Take in a vCard file, or a CSV file of Google Contacts or Outlook."""
    actor = actor_of(request)
    if (file.size or 0) > MOST_FILE_BYTES:
        raise BadImport("The file is larger than 100 MB. Split it.")
    report = import_file(actor, book_id or default_book(actor).id, file.read(), label)
    return asdict(report)


@router.get("/contacts/export", response={200: bytes}, include_in_schema=False)
def export_contacts(request: HttpRequest, wanted: Query[ContactExportQuery]) -> HttpResponse:
    """Contacts as a file: vCards of one version, or CSV with the columns of Google or Outlook."""
    raw = export_cards(actor_of(request), filter_of(wanted), wanted.format)
    is_vcard = wanted.format.startswith("vcard")
    media_type = "text/vcard" if is_vcard else "text/csv"
    response = HttpResponse(raw, content_type=f"{media_type}; charset=utf-8")
    name = "contacts.vcf" if is_vcard else "contacts.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
