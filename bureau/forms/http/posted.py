"""Reading what the page posted: texts, own words, tickets of uploads, and files sent with the form
itself.
"""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from bureau.forms.actions.upload import claimed_uploads, quarantine
from bureau.forms.answers import Sent
from bureau.forms.blocks import MAX_FILES, Block
from bureau.forms.errors import BadUpload
from bureau.forms.models import Form, Upload
from bureau.forms.spam import take_upload
from bureau.forms.words import Language
from bureau.platform.errors import TooManyRequests


def read_uploads(
    request: HttpRequest, form: Form, blocks: Sequence[Block], language: Language
) -> tuple[dict[str, list[Upload]], dict[str, str]]:
    """Return the uploads of each block, those that came with this request too, and what was wrong
    with any.
    """
    asking = [block for block in blocks if block.kind == "file"]
    removed = set(request.POST.getlist("remove"))
    tickets = {
        block.id: [
            ticket
            for ticket in request.POST.getlist(f"t_{block.id}")[: MAX_FILES * 2]
            if ticket not in removed
        ]
        for block in asking
    }
    uploads = claimed_uploads(form, tickets)
    problems: dict[str, str] = {}
    for block in asking:
        _take_in(request, form, block, uploads[block.id], problems, language)
    return uploads, problems


def _take_in(
    request: HttpRequest,
    form: Form,
    block: Block,
    uploads: list[Upload],
    problems: dict[str, str],
    language: Language,
) -> None:
    for file in request.FILES.getlist(f"q_{block.id}")[:MAX_FILES]:
        try:
            take_upload(request.META.get("REMOTE_ADDR", ""), form)
            uploads.append(quarantine(form, block, file, language))
        except (BadUpload, TooManyRequests) as problem:
            problems[block.id] = problem.detail


def read_sent(
    request: HttpRequest, blocks: Sequence[Block], uploads: Mapping[str, Sequence[Upload]]
) -> dict[str, Sent]:
    """Return what was sent for each block."""
    return {
        block.id: Sent(
            tuple(request.POST.getlist(f"q_{block.id}")),
            request.POST.get(f"o_{block.id}", ""),
            tuple(upload.id for upload in uploads.get(block.id, ())),
        )
        for block in blocks
        if block.asks
    }
