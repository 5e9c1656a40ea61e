"""Announcing an accepted response: the event `form.answered`, and the owner's notification."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from bureau.notifications import notify
from bureau.platform import events, live
from bureau.platform.db import prepared

from .answers import written
from .blocks import Block
from .branching import seen_by_conditions
from .events import ANSWERED
from .form_settings import parse_settings
from .models import Form, FormVersion, Response, ResponseFile
from .words import Language


def announce(form: Form, version: FormVersion, blocks: Sequence[Block], response: Response) -> None:
    """Write the outbox event, in the transaction that stored or released the response."""
    files = _files(response.id)
    events.emit(
        ANSWERED,
        stream=f"form:{form.id}",
        subject=("form_response", response.id),
        payload=payload_of(form, version, blocks, response, files),
    )
    if parse_settings(form.settings).notify:
        who = response.respondent_name or response.respondent_email
        notify(
            [form.owner_id], "form", form.title, who, f"/forms/{form.id}/responses/{response.id}"
        )
    live.publish([form.owner_id], "forms", form_id=form.id, response_id=response.id)


@prepared
def _files(response_id: str) -> QuerySet[ResponseFile]:
    return ResponseFile.objects.filter(response_id=response_id).order_by("id")


def payload_of(
    form: Form,
    version: FormVersion,
    blocks: Sequence[Block],
    response: Response,
    files: Sequence[ResponseFile],
) -> dict[str, object]:
    """Describe a response for rules: answers by block id and, for conditions, by key."""
    names = {file.id: file.name for file in files}
    return {
        "form_id": form.id,
        "form_title": form.title,
        "form_slug": form.slug,
        "response_id": response.id,
        "version": version.number,
        "language": response.language,
        "answers": _values(blocks, response.answers),
        "labels": _labels(blocks, response, names),
        "answers_written": {
            block.key: written(block, response.answers[block.id], names, "en")
            for block in blocks
            if block.id in response.answers
        },
        "files": [
            {"blob": file.blob, "name": file.name, "type": file.media_type, "block": file.block_id}
            for file in files
        ],
        "respondent": {
            "email": response.respondent_email,
            "name": response.respondent_name,
            "person_id": response.respondent_id,
        },
    }


def _values(blocks: Sequence[Block], answers: Mapping[str, object]) -> dict[str, object]:
    values: dict[str, object] = {}
    for block in blocks:
        if block.id in answers:
            values[block.id] = values[block.key] = seen_by_conditions(answers[block.id])
    return values


def _labels(
    blocks: Sequence[Block], response: Response, names: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Labels in the form's order, for people and mails."""
    language: Language = "fr" if response.language == "fr" else "en"
    return {
        block.id: {
            "label": block.label,
            "key": block.key,
            "value_text": written(block, response.answers[block.id], names, language),
        }
        for block in blocks
        if block.id in response.answers
    }
