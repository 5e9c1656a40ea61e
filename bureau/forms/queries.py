"""Reads of forms, each with its query count."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bureau.access import roles_on
from bureau.people import Actor, principals_of
from bureau.platform.db import Page, paginate, prepared, read_page, seek

from .blocks import CHOICE_KINDS, Block, judge_blocks
from .branching import seen_by_conditions
from .errors import FormNotFound
from .models import Form, FormVersion, Response, ResponseFile
from .policies import visible_to

Row = dict[str, Any]
After = tuple[Any, ...] | None

LIST_COLUMNS = (
    "id",
    "title",
    "slug",
    "state",
    "audience",
    "owner_id",
    "owner__name",
    "version_number",
    "response_count",
    "created_at",
    "updated_at",
    "scope_id",
)
NEWEST = ("-updated_at", "-id")
COUNTED = 10_000
"""A summary counts this many of the newest responses."""


def list_forms(
    actor: Actor, cursor: str | None, limit: int, words: str = ""
) -> Page[tuple[Row, int]]:
    """Return the forms that the actor sees with the actor's role, last changed first; only those
    whose titles contain all words. Three queries.
    """
    mine = principals_of(actor.person_id)

    def read(after: After) -> list[Row]:
        if not words:
            return _prepared_rows(mine, after, limit=limit)
        titled = (Q(title__icontains=word) for word in words.split()[:8])
        return list(seek(_form_rows(mine).filter(*titled), NEWEST, after, limit))

    page = read_page(read, NEWEST, cursor, limit)
    roles = roles_on(mine, [row["scope_id"] for row in page.items])
    return Page([(row, roles.get(row["scope_id"], 0)) for row in page.items], page.next)


@prepared
def _prepared_rows(principals: Collection[str], after: After, *, limit: int) -> QuerySet[Form, Row]:
    return seek(_form_rows(principals), NEWEST, after, limit)


def _form_rows(principals: Collection[str]) -> QuerySet[Form, Row]:
    found: QuerySet[Form, Row] = visible_to(principals).values(*LIST_COLUMNS)
    return found


def public_form(slug: str) -> tuple[Form, FormVersion | None]:
    """Return the form of an address and its version; raises `FormNotFound`. Two queries."""
    found = _by_slug(slug)
    if not found:
        raise FormNotFound
    return found[0], version_of(found[0], found[0].version_number)


@prepared
def _by_slug(slug: str) -> QuerySet[Form]:
    return Form.objects.filter(slug=slug, deleted_at__isnull=True).defer("draft")


def version_of(form: Form, number: int) -> FormVersion | None:
    """Return a version of the form. One query by unique index."""
    found = _versions(form.id, number)
    return found[0] if found else None


@prepared
def _versions(form_id: str, number: int) -> QuerySet[FormVersion]:
    return FormVersion.objects.filter(form_id=form_id, number=number)


def list_responses(form: Form, state: str, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
    """Return responses, newest first, as plain rows. One query by index."""
    rows: QuerySet[Response, Any] = Response.objects.filter(form=form, state=state).values(
        "id", "created_at", "respondent_email", "respondent_name", "respondent_id", "answers",
        "version__number", "state", "held_because",
    )  # fmt: skip
    return paginate(rows, ("-id",), cursor, limit)


def response_in(form: Form, response_id: str) -> Response:
    """Return a response with its version; raises `FormNotFound`. One query."""
    rows = Response.objects.filter(form=form, id=response_id).select_related("version")
    response = rows.first()
    if response is None:
        raise FormNotFound("This response does not exist any more.")
    return response


def files_of(response_ids: Sequence[str]) -> dict[str, list[ResponseFile]]:
    """Return the files of responses. One query."""
    found: dict[str, list[ResponseFile]] = {}
    for file in ResponseFile.objects.filter(response_id__in=response_ids).order_by("id"):
        found.setdefault(file.response_id, []).append(file)
    return found


def columns_of(form: Form) -> tuple[Block, ...]:
    """Return every question the form ever asked, in a stable order with its newest label. One
    query.

    A question keeps its place when later versions drop or move it; new ones come at the end.
    """
    found: dict[str, Block] = {}
    for version in FormVersion.objects.filter(form=form).order_by("number"):
        for block in judge_blocks(version.blocks)[0]:
            if block.asks:
                found[block.id] = block
    return tuple(found.values())


def all_responses(form: Form) -> Iterator[Response]:
    """Yield accepted responses, oldest first, a few at a time."""
    rows: QuerySet[Response] = Response.objects.filter(form=form, state=Response.State.ACCEPTED)
    yield from rows.select_related("version").order_by("id").iterator(chunk_size=500)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each option of a question was chosen."""

    block: Block
    answered: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over the newest responses."""

    accepted: int
    held: int
    counted: int
    tallies: tuple[Tally, ...]


def summary_of(form: Form) -> Summary:
    """Count choices, ratings and consents over the newest responses. Four queries."""
    responses = Response.objects.filter(form=form, state=Response.State.ACCEPTED)
    newest = list(responses.order_by("-id").values_list("answers", flat=True)[:COUNTED])
    held = Response.objects.filter(form=form, state=Response.State.HELD).count()
    tallies = tuple(_tally(block, newest) for block in columns_of(form))
    return Summary(responses.count(), held, len(newest), tallies)


def _tally(block: Block, answers: Sequence[Mapping[str, Any]]) -> Tally:
    given = [seen_by_conditions(row[block.id]) for row in answers if block.id in row]
    counts: Counter[str] = Counter()
    if block.kind in CHOICE_KINDS or block.kind in ("rating", "scale"):
        for value in given:
            counts.update(map(str, value if isinstance(value, list) else [value]))
    return Tally(block, len(given), dict(counts))
