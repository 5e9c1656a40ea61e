"""Reading a roster: bytes of a CSV file to rows of named values, or the problems that keep it
from being read.

Nothing here knows the directory; `checks` does. Every problem names its line and says what to do.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MAX_BYTES = 10_000_000
MAX_ROWS = 10_000

ALIASES: Mapping[str, tuple[str, ...]] = {
    "email": ("e-mail", "mail", "email address", "e-mail address", "work email", "adresse"),
    "given_name": ("first name", "firstname", "given name", "forename", "prenom", "prénom"),
    "family_name": ("last name", "lastname", "family name", "surname", "nom"),
    "unit": ("department", "team", "org unit", "service", "département"),
    "title": ("job title", "position", "function", "fonction"),
    "manager": ("manager email", "reports to", "supervisor", "responsable"),
    "groups": ("group", "mailing lists", "groupes"),
    "country": ("country code", "pays"),
    "language": ("locale", "langue"),
    "time_zone": ("timezone", "time zone", "tz", "fuseau horaire"),
    "start_date": ("start date", "start", "first day", "date d'arrivée"),
    "personal_email": ("personal email", "private email", "private e-mail", "personal e-mail"),
    "role": ("account role", "rôle"),
    "aliases": ("alias", "e-mail aliases", "email aliases"),
}
COLUMNS = tuple(ALIASES)
_BY_HEADER = {header: column for column, others in ALIASES.items() for header in (column, *others)}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a roster is refused: where, and what to do."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a roster: stripped text by column; columns that are left out are empty."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of a file, what is wrong with it, and what was ignored."""

    rows: Sequence[Row]
    problems: Sequence[Problem] = ()
    notices: Sequence[str] = ()


def read_csv(raw: bytes) -> Roster:
    """Read a CSV file in UTF-8, separated by comma, semicolon or tab. Never raises."""
    if len(raw) > MAX_BYTES:
        return _unreadable(1, "The file is larger than 10 MB. Split it.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _unreadable(
            line,
            "This is not UTF-8 text. Save the file as “CSV UTF-8” and try again.",
        )
    if "\0" in text:
        return _unreadable(1, "This is not a CSV file in UTF-8. Save it as “CSV UTF-8”.")
    return _read_text(text)


def read_rows(rows: Iterable[Mapping[str, str]]) -> Roster:
    """Take rows that are named already; the first one counts as line 1."""
    return Roster([Row(line, _stripped(row)) for line, row in enumerate(rows, 1)])


def _unreadable(line: int, message: str) -> Roster:
    return Roster([], [Problem(line, "", message)])


def _read_text(text: str) -> Roster:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = next(reader, [])
        columns = [_BY_HEADER.get(_folded(name)) for name in header]
        problems = _header_problems(header, columns)
        rows = [] if problems else _rows(reader, columns, problems)
    except csv.Error as error:
        return _unreadable(reader.line_num, f"This line is not CSV ({error}). Check its quotes.")
    ignored = [name for name, column in zip(header, columns, strict=True) if not column and name]
    notices = [f"The column “{name}” is not used." for name in ignored]
    return Roster(rows, problems, notices)


def _delimiter(text: str) -> str:
    """Return the separator under which the first line has the most known columns."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=lambda mark: sum(_folded(n) in _BY_HEADER for n in first.split(mark)))


def _folded(header: str) -> str:
    return header.strip().strip('"').strip().lower().replace("_", " ")


for _header in list(_BY_HEADER):
    _BY_HEADER[_header.replace("_", " ")] = _BY_HEADER[_header]


def _header_problems(header: Sequence[str], columns: Sequence[str | None]) -> list[Problem]:
    known = [column for column in columns if column]
    problems = [
        Problem(1, column, f"The column {column} is there twice. Remove one.")
        for column in sorted(set(known))
        if known.count(column) > 1
    ]
    if "email" not in known and not {"given_name", "family_name"} <= set(known):
        problems.append(
            Problem(
                1,
                "",
                "The first line must name the columns: email, or given_name and family_name.",
            )
        )
    return problems


def _rows(
    lines: Iterable[list[str]], columns: Sequence[str | None], problems: list[Problem]
) -> list[Row]:
    rows: list[Row] = []
    for cells in lines:
        line = lines.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            problems.append(Problem(line, "", "This line has more cells than the first one."))
        if len(rows) == MAX_ROWS:
            problems.append(Problem(line, "", f"More than {MAX_ROWS} rows. Split the file."))
            break
        pairs = zip(columns, cells, strict=False)
        rows.append(Row(line, _stripped({column: cell for column, cell in pairs if column})))
    if not rows and not problems:
        problems.append(Problem(1, "", "There are no rows below the first line."))
    return rows


def _stripped(row: Mapping[str, str]) -> dict[str, str]:
    return {column: str(value).strip() for column, value in row.items() if column in COLUMNS}
