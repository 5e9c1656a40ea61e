"""Responses as CSV (RFC 4180), streamed row by row.

Columns stay in place over versions. A text that a spreadsheet would run as a formula gets an
apostrophe in front (OWASP, CSV injection); numbers are left as they are.
"""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice

from bureau.forms.answers import written
from bureau.forms.blocks import Block
from bureau.forms.models import Form, Response
from bureau.forms.queries import all_responses, columns_of, files_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FIXED = ("Response", "Time", "Version", "Name", "E-mail")


class _Line:
    """What `csv.writer` writes to: hands the line back."""

    def write(self, text: str) -> str:
        return text


def csv_lines(form: Form) -> Iterator[str]:
    """Yield the lines of the file, with a byte order mark for spreadsheets."""
    columns = columns_of(form)
    writer = csv.writer(_Line())
    yield "\ufeff" + str(writer.writerow([*_FIXED, *(safe(block.label) for block in columns)]))
    responses = all_responses(form)
    while batch := list(islice(responses, 500)):
        for row in _rows(batch, columns):
            yield str(writer.writerow(row))


def _rows(batch: Sequence[Response], columns: Sequence[Block]) -> Iterator[list[str | int | float]]:
    files = files_of([response.id for response in batch])
    for response in batch:
        names = {file.id: file.name for file in files.get(response.id, [])}
        yield [
            response.id,
            response.created_at.isoformat(timespec="seconds"),
            response.version.number,
            safe(response.respondent_name),
            safe(response.respondent_email),
            *(_cell(block, response.answers.get(block.id), names) for block in columns),
        ]


def _cell(block: Block, value: object, names: dict[str, str]) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return safe(written(block, value, names, "en"))


def safe(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
