"""The only shapes of forms and responses that clients see."""

from collections.abc import Mapping, Sequence
from typing import Any

from bureau.forms.answers import written
from bureau.forms.blocks import OTHER, Block, judge_blocks, scale_points
from bureau.forms.models import Form, Response, ResponseFile
from bureau.forms.policies import abilities
from bureau.forms.queries import Summary, Tally, version_of
from bureau.platform.config import config

SHOWN = (
    "id",
    "title",
    "slug",
    "state",
    "audience",
    "version_number",
    "response_count",
    "created_at",
    "updated_at",
)


def public_url(slug: str) -> str:
    """Return the address where a form is answered."""
    return f"{config().public_url}/f/{slug}"


def present_row(row: Mapping[str, Any], role: int) -> dict[str, Any]:
    """Show a form in a list, from the columns of `queries.LIST_COLUMNS`."""
    shown = {name: row[name] for name in SHOWN}
    return shown | {
        "url": public_url(row["slug"]),
        "owner": {"id": row["owner_id"], "name": row["owner__name"]},
        "abilities": abilities(role),
    }


def present_form(form: Form, role: int) -> dict[str, Any]:
    """Show a form with its draft. One query."""
    version = version_of(form, form.version_number)
    row = {name: getattr(form, name) for name in (*SHOWN, "owner_id")}
    return {
        **present_row({**row, "owner__name": form.owner.name}, role),
        "settings": form.settings,
        "scope_id": form.scope_id,
        "blocks": form.draft,
        "draft_number": form.draft_number,
        "problems": judge_blocks(form.draft)[1],
        "has_unpublished_changes": version is None or version.blocks != form.draft,
    }


def present_column(block: Block) -> dict[str, str]:
    """Show a question as a column."""
    return {"block_id": block.id, "key": block.key, "kind": block.kind, "label": block.label}


def present_response_row(
    row: Mapping[str, Any], columns: Sequence[Block], names: Mapping[str, str]
) -> dict[str, Any]:
    """Show a response in the table."""
    return {
        "id": row["id"],
        "created_at": row["created_at"],
        "state": row["state"],
        "held_because": row["held_because"],
        "version": row["version__number"],
        "respondent": {
            "person_id": row["respondent_id"],
            "name": row["respondent_name"],
            "email": row["respondent_email"],
        },
        "cells": cells(columns, row["answers"], names),
    }


def cells(
    columns: Sequence[Block], answers: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, str]:
    """Write the answers of a row."""
    return {
        block.id: written(block, answers[block.id], names, "en")
        for block in columns
        if block.id in answers
    }


def present_response(
    response: Response, files: Sequence[ResponseFile], role: int
) -> dict[str, Any]:
    """Show a response as the version it answered asked for it."""
    blocks = judge_blocks(response.version.blocks)[0]
    row = {
        **{name: getattr(response, name) for name in ("id", "created_at", "state", "held_because")},
        **{
            name: getattr(response, name)
            for name in ("respondent_id", "respondent_name", "respondent_email", "answers")
        },
        "version__number": response.version.number,
    }
    return {
        **present_response_row(row, blocks, {file.id: file.name for file in files}),
        "answers": response.answers,
        "blocks": response.version.blocks,
        "files": [present_file(response, file) for file in files],
        "abilities": abilities(role),
    }


def present_file(response: Response, file: ResponseFile) -> dict[str, Any]:
    """Show a file with the address that checks rights before it gives the bytes."""
    return {
        "id": file.id,
        "block_id": file.block_id,
        "name": file.name,
        "media_type": file.media_type,
        "size_bytes": file.size_bytes,
        "url": f"/api/v1/forms/{response.form_id}/responses/{response.id}/files/{file.id}",
    }


def present_summary(summary: Summary) -> dict[str, Any]:
    """Show the counts."""
    return {
        "accepted": summary.accepted,
        "held": summary.held,
        "counted": summary.counted,
        "questions": [_tally(tally) for tally in summary.tallies],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    labels = {option.key: option.label for option in tally.block.options}
    if tally.block.has_other:
        labels.setdefault(OTHER, "Other")
    if tally.block.kind in ("rating", "scale"):
        first, last = scale_points(tally.block)
        labels = {str(point): str(point) for point in range(first, last + 1)}
    return {
        **present_column(tally.block),
        "answered": tally.answered,
        "options": [
            {"key": key, "label": label, "count": tally.counts.get(key, 0)}
            for key, label in labels.items()
        ],
    }
