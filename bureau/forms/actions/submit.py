"""Taking a submission in: never lost, never doubled.

One transaction stores the response under its unique submission key, moves the uploads out of
quarantine and writes the outbox event. Whoever sends the same key again gets the response that is
already there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from bureau.forms.announcement import announce
from bureau.forms.answers import AnswerProblem, Judged, Sent, judge
from bureau.forms.blocks import Block
from bureau.forms.errors import BadAnswers, FormClosed
from bureau.forms.form_settings import MAX_RESPONSES
from bureau.forms.models import Form, FormVersion, Response, ResponseFile, Upload
from bureau.forms.opening import require_open
from bureau.forms.words import Language, word
from bureau.platform.db import insert, prepared

_COUNT = (
    "UPDATE forms_form SET response_count = response_count + 1"
    " WHERE id = %s AND response_count < %s"
)


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answers, as far as the form asks; the person is checked by the session, never by the
    page.
    """

    person_id: str = ""
    email: str = ""
    name: str = ""


ANONYMOUS = Respondent()


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything the page sent, and what the server found out about it."""

    key: str
    sent: Mapping[str, Sent]
    respondent: Respondent = ANONYMOUS
    language: Language = "en"
    held_because: str = ""
    """Why a person should look at it before it starts anything; empty when it looks well."""


def submit(
    form: Form, version: FormVersion, blocks: Sequence[Block], submission: Submission
) -> Response:
    """Store a response; raises `FormClosed`, `BadAnswers`. A key that was used returns its
    response.
    """
    require_open(form)
    judged = judge(blocks, submission.sent)
    if judged.problems:
        raise BadAnswers(errors=_shown(judged.problems, submission.language))
    try:
        with transaction.atomic():
            return _store(form, version, blocks, submission, judged)
    except IntegrityError:
        raced = response_of(form, submission.key)
        if raced is None:
            raise
        return raced


def response_of(form: Form, submission_key: str) -> Response | None:
    """Return the response that a submission key already made. One query by unique index."""
    found = _responses(form.id, submission_key)
    return found[0] if found else None


@prepared
def _responses(form_id: str, submission_key: str) -> QuerySet[Response]:
    return Response.objects.filter(form_id=form_id, submission_key=submission_key)


def _store(
    form: Form,
    version: FormVersion,
    blocks: Sequence[Block],
    submission: Submission,
    judged: Judged,
) -> Response:
    response = Response(
        form=form,
        version=version,
        submission_key=submission.key,
        state=Response.State.HELD if submission.held_because else Response.State.ACCEPTED,
        held_because=submission.held_because,
        answers=judged.showing.answers,
        respondent_id=submission.respondent.person_id,
        respondent_email=submission.respondent.email or _first_email(blocks, judged),
        respondent_name=submission.respondent.name,
        language=submission.language,
    )
    insert(response)
    _promote(form, response, blocks, submission.language)
    _count(form)
    if response.state == Response.State.ACCEPTED:
        announce(form, version, blocks, response)
    return response


def _count(form: Form) -> None:
    """Count the response, or refuse it when the form is full; the row lock keeps this exact."""
    most = int(form.settings.get("max_responses", MAX_RESPONSES))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [form.id, most])
        if not cursor.rowcount:
            raise FormClosed


def _first_email(blocks: Sequence[Block], judged: Judged) -> str:
    """Return the first answer that is an address, where the form does not collect one."""
    for block in blocks:
        if block.kind == "email" and block.id in judged.showing.answers:
            return str(judged.showing.answers[block.id])
    return ""


def _promote(form: Form, response: Response, blocks: Sequence[Block], language: Language) -> None:
    """Turn uploads into files of the response; the reference to the blob goes from one row to the
    other.
    """
    answers = response.answers
    for block in blocks:
        if block.kind != "file" or block.id not in answers:
            continue
        uploads = list(
            Upload.objects.filter(form=form, block_id=block.id, id__in=answers[block.id])
        )
        if len(uploads) != len(answers[block.id]) or not _take(uploads):
            message = word(language, "file_gone")
            raise BadAnswers(errors=[{"field": block.id, "message": message}])
        ResponseFile.objects.bulk_create(_file(response, upload) for upload in uploads)


def _take(uploads: list[Upload]) -> bool:
    """Delete the rows; False when another submission was faster, for a ticket counts once."""
    deleted, _ = Upload.objects.filter(id__in=[upload.id for upload in uploads]).delete()
    return deleted == len(uploads)


def _file(response: Response, upload: Upload) -> ResponseFile:
    """Keep the id: the answer already names it."""
    return ResponseFile(
        id=upload.id,
        response=response,
        block_id=upload.block_id,
        blob=upload.blob,
        name=upload.name,
        media_type=upload.media_type,
        size_bytes=upload.size_bytes,
    )


def _shown(problems: Mapping[str, AnswerProblem], language: Language) -> list[dict[str, str]]:
    return [
        {"field": block_id, "message": word(language, problem.name, **problem.values)}
        for block_id, problem in problems.items()
    ]
