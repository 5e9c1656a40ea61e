"""How commands print: a table or sentence for people, JSON for programs."""

import argparse
import json
from collections.abc import Mapping, Sequence


def show(options: argparse.Namespace, value: object, text: str) -> None:
    """Print `value` as JSON when asked to, else the text."""
    print(json.dumps(value, default=str) if options.json else text)


def table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Lay rows out in columns."""
    cells = [list(columns), *([str(row.get(name, "")) for name in columns] for row in rows)]
    widths = [max(len(line[index]) for line in cells) for index in range(len(columns))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in cells
    )
    return "\n".join(line.rstrip() for line in lines)
