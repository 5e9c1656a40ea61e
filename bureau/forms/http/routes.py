"""Routes of forms under /api/v1."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Router, Status
from pydantic import Field

from bureau.forms import queries
from bureau.forms.actions.create import create_form, duplicate_form
from bureau.forms.actions.edit import (
    delete_form,
    publish,
    restore_form,
    save_draft,
    update_form,
)
from bureau.forms.actions.review import delete_response, release_response
from bureau.forms.actions.share import share_form, shared_with, unshare_form
from bureau.forms.answers import Sent, judge
from bureau.forms.blocks import judge_blocks
from bureau.forms.errors import DraftChanged, FormNotFound
from bureau.forms.models import FormVersion, Response
from bureau.forms.policies import form_for, role_of
from bureau.forms.words import word
from bureau.people import Actor
from bureau.people.http.auth import signed_in
from bureau.platform.db import Page
from bureau.platform.http.answers import page_answer

from . import presenters, schemas
from .csv_export import csv_lines

router = Router(tags=["forms"], auth=signed_in)

Json = dict[str, Any]
Limit = Annotated[int, Field(ge=1, le=200)]
Words = Annotated[str, Field(max_length=200)]


def _actor(request: HttpRequest) -> Actor:
    actor = getattr(request, "auth", None)
    assert isinstance(actor, Actor)
    return actor


@router.get("/forms", response=schemas.FormList)
def list_forms(
    request: HttpRequest, q: Words = "", cursor: str | None = None, limit: Limit = 50
) -> HttpResponse:
    """List the forms that the caller sees, last changed first; `q` are words of the title."""
    page = queries.list_forms(_actor(request), cursor, limit, q)
    items = [presenters.present_row(row, role) for row, role in page.items]
    return page_answer(Page(items, page.next))


@router.post("/forms", response={201: schemas.FormOut})
def create(request: HttpRequest, body: schemas.NewForm) -> Status[Json]:
    """Make a form."""
    actor = _actor(request)
    form = create_form(
        actor,
        body.title,
        blocks=body.blocks,
        settings=body.settings,
        audience=body.audience,
        slug=body.slug,
    )
    return Status(201, presenters.present_form(form, role_of(actor, form)))


@router.get("/forms/{form_id}", response=schemas.FormOut)
def show(request: HttpRequest, form_id: str) -> Json:
    """Show a form with its draft."""
    form = form_for(_actor(request), form_id, "see")
    return presenters.present_form(form, role_of(_actor(request), form))


@router.patch("/forms/{form_id}", response=schemas.FormOut)
def update(request: HttpRequest, form_id: str, body: schemas.FormChanges) -> Json:
    """Change title, address, audience, settings, or open and close the form."""
    actor = _actor(request)
    form = update_form(actor, form_id, body.dict(exclude_none=True))
    return presenters.present_form(form, role_of(actor, form))


@router.put("/forms/{form_id}/draft", response=schemas.DraftSaved)
def put_draft(request: HttpRequest, form_id: str, body: schemas.Draft) -> Json:
    """Save the draft; 409 when somebody else saved in between."""
    number = _draft_number(request, body)
    saved = save_draft(_actor(request), form_id, body.blocks, number)
    return {"draft_number": saved, "problems": judge_blocks(body.blocks)[1]}


def _draft_number(request: HttpRequest, body: schemas.Draft) -> int:
    if body.draft_number is not None:
        return body.draft_number
    match = request.headers.get("If-Match", "").strip('W/" ')
    if not match.isdigit():
        raise DraftChanged("Say which draft you started from, by draft_number or If-Match.")
    return int(match)


@router.post("/forms/{form_id}/publish", response=schemas.FormOut)
def publish_form(request: HttpRequest, form_id: str) -> Json:
    """Make the draft the version that is answered, and open the form."""
    actor = _actor(request)
    publish(actor, form_id)
    form = form_for(actor, form_id, "see")
    return presenters.present_form(form, role_of(actor, form))


@router.post("/forms/{form_id}/duplicate", response={201: schemas.FormOut})
def duplicate(request: HttpRequest, form_id: str) -> Status[Json]:
    """Copy a form without its responses."""
    actor = _actor(request)
    form = duplicate_form(actor, form_id)
    return Status(201, presenters.present_form(form, role_of(actor, form)))


@router.delete("/forms/{form_id}", response={204: None})
def delete(request: HttpRequest, form_id: str) -> Status[None]:
    """Put a form in the trash."""
    delete_form(_actor(request), form_id)
    return Status(204, None)


@router.post("/forms/{form_id}/restore", response=schemas.FormOut)
def restore(request: HttpRequest, form_id: str) -> Json:
    """Take a form out of the trash."""
    actor = _actor(request)
    form = restore_form(actor, form_id)
    return presenters.present_form(form, role_of(actor, form))


@router.get("/forms/{form_id}/versions", response=schemas.VersionList)
def list_versions(request: HttpRequest, form_id: str) -> Json:
    """List the published versions, newest first."""
    form = form_for(_actor(request), form_id, "see")
    rows = FormVersion.objects.filter(form=form).order_by("-number")
    return {"items": list(rows.values("number", "title", "created_by", "created_at"))}


@router.get("/forms/{form_id}/versions/{number}", response=schemas.FormVersionOut)
def show_version(request: HttpRequest, form_id: str, number: int) -> FormVersion:
    """Show a published version."""
    version = queries.version_of(form_for(_actor(request), form_id, "see"), number)
    if version is None:
        raise FormNotFound("There is no such version of this form.")
    return version


@router.post("/forms/{form_id}/preview", response=schemas.Preview)
def preview(request: HttpRequest, form_id: str, body: schemas.Answers) -> Json:
    """Tell what would show and count for some answers; nothing is stored."""
    form = form_for(_actor(request), form_id, "see")
    blocks, problems = judge_blocks(form.draft if body.blocks is None else body.blocks)
    sent = {
        name: Sent(tuple(value) if isinstance(value, list) else (value,))
        for name, value in body.answers.items()
    }
    judged = judge(blocks, sent)
    wrong = [
        {"field": name, "message": word("en", problem.name, **problem.values)}
        for name, problem in judged.problems.items()
    ]
    return {
        "shown": judged.showing.block_ids,
        "options": {name: sorted(keys) for name, keys in judged.showing.option_keys.items()},
        "answers": judged.showing.answers,
        "problems": [*problems, *wrong],
    }


@router.get("/forms/{form_id}/grants", response=list[schemas.FormGrantOut])
def list_grants(request: HttpRequest, form_id: str) -> list[Json]:
    """List whom the form is shared with."""
    return [
        {"principal_id": grant.principal_id, "role": grant.role}
        for grant in shared_with(_actor(request), form_id)
    ]


@router.put("/forms/{form_id}/grants/{principal_id}", response=schemas.FormGrantOut)
def put_grant(
    request: HttpRequest, form_id: str, principal_id: str, body: schemas.FormGrantIn
) -> Json:
    """Share the form with a person or group."""
    share_form(_actor(request), form_id, principal_id, body.role)
    return {"principal_id": principal_id, "role": body.role}


@router.delete("/forms/{form_id}/grants/{principal_id}", response={204: None})
def delete_grant(request: HttpRequest, form_id: str, principal_id: str) -> Status[None]:
    """Stop sharing the form with a person or group."""
    unshare_form(_actor(request), form_id, principal_id)
    return Status(204, None)


@router.get("/forms/{form_id}/summary", response=schemas.SummaryOut)
def summary(request: HttpRequest, form_id: str) -> Json:
    """Count the choices."""
    form = form_for(_actor(request), form_id, "see")
    return presenters.present_summary(queries.summary_of(form))


@router.get("/forms/{form_id}/responses", response=schemas.ResponseList)
def list_responses(
    request: HttpRequest,
    form_id: str,
    state: str = Response.State.ACCEPTED,
    columns: str = "",
    cursor: str | None = None,
    limit: Limit = 50,
) -> Json:
    """List responses, newest first; `columns` names block ids to show, separated by commas."""
    form = form_for(_actor(request), form_id, "see")
    wanted = set(filter(None, columns.split(",")))
    shown = [block for block in queries.columns_of(form) if not wanted or block.id in wanted]
    page = queries.list_responses(form, state, cursor, limit)
    files = queries.files_of([row["id"] for row in page.items])
    names = {file.id: file.name for found in files.values() for file in found}
    return {
        "columns": [presenters.present_column(block) for block in shown],
        "items": [presenters.present_response_row(row, shown, names) for row in page.items],
        "next": page.next,
    }


@router.get("/forms/{form_id}/responses.csv", include_in_schema=True)
def export_csv(request: HttpRequest, form_id: str) -> StreamingHttpResponse:
    """Download all accepted responses as CSV."""
    form = form_for(_actor(request), form_id, "see")
    lines = (line.encode() for line in csv_lines(form))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{form.title}.csv") or ""
    return response


@router.get("/forms/{form_id}/responses/{response_id}", response=schemas.ResponseOut)
def show_response(request: HttpRequest, form_id: str, response_id: str) -> Json:
    """Show a response."""
    form = form_for(_actor(request), form_id, "see")
    response = queries.response_in(form, response_id)
    files = queries.files_of([response.id]).get(response.id, [])
    return presenters.present_response(response, files, role_of(_actor(request), form))


@router.post("/forms/{form_id}/responses/{response_id}/release", response={204: None})
def release(request: HttpRequest, form_id: str, response_id: str) -> Status[None]:
    """Accept a response that was held for review."""
    release_response(_actor(request), form_id, response_id)
    return Status(204, None)


@router.delete("/forms/{form_id}/responses/{response_id}", response={204: None})
def remove_response(request: HttpRequest, form_id: str, response_id: str) -> Status[None]:
    """Delete a response and its files for good."""
    delete_response(_actor(request), form_id, response_id)
    return Status(204, None)


@router.get("/forms/{form_id}/responses/{response_id}/files/{file_id}")
def download(request: HttpRequest, form_id: str, response_id: str, file_id: str) -> HttpResponse:
    """Give a file of a response to those who see the form; always as a download."""
    form = form_for(_actor(request), form_id, "see")
    queries.response_in(form, response_id)
    for file in queries.files_of([response_id]).get(response_id, []):
        if file.id == file_id:
            response = HttpResponse(content_type=file.media_type)
            response["X-Bureau-Blob"] = file.blob
            response["Content-Disposition"] = content_disposition_header(True, file.name) or ""
            response["X-Content-Type-Options"] = "nosniff"
            return response
    raise FormNotFound("This file does not exist any more.")
