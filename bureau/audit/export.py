"""The record as CSV and as JSON lines."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

Row = dict[str, Any]

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """A file of one line: what csv writes is handed on."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """Yield CSV lines (RFC 4180); cells that a spreadsheet would run as formulas are quoted."""
    writer = csv.writer(_Line())
    columns: list[str] = []
    for row in rows:
        if not columns:
            columns = list(row)
            yield writer.writerow(columns)
        yield writer.writerow([_cell(row[column]) for column in columns])


def as_json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield one JSON object a line."""
    for row in rows:
        yield json.dumps({**row, "occurred_at": row["occurred_at"].isoformat()}) + "\n"


def _cell(value: object) -> str:
    text = json.dumps(value, sort_keys=True) if isinstance(value, dict) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
