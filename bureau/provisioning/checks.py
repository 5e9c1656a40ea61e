"""Checking a roster against itself and the directory: every row becomes a candidate, or problems
that say what to do.

Pure: the directory was read before. One problem anywhere refuses the whole roster.
"""

import re
import unicodedata
import zoneinfo
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from bureau.people import Person

from .countries import CODES, TIME_ZONES
from .directory import Directory
from .roster import Problem, Row

ADDRESS = re.compile(r"^[a-z0-9](?:[a-z0-9._+'-]{0,62}[a-z0-9])?@[a-z0-9-]+(?:\.[a-z0-9-]+)+$")
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")
LETTERS: Mapping[int, str] = {ord("ß"): "ss", ord("ø"): "o", ord("ł"): "l", ord("æ"): "ae"}
SPOKEN = ("en", "fr")
LONGEST = {"given_name": 100, "family_name": 100, "title": 120}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that is understood: fields of the person by name, and what it belongs to."""

    line: int
    email: str
    fields: dict[str, str | None]
    """Only what the row says; empty cells are left out. `manager` holds an address."""
    groups: list[str] = field(default_factory=list)
    """Ids."""
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """Where the checks of one row write down what they find wrong."""

    row: Row
    problems: list[Problem]

    def wrong(self, column: str, message: str) -> None:
        self.problems.append(Problem(self.row.line, column, message))


def email_of(row: Row, domain: str) -> str:
    """Return the row's address in lower case, made from the name where there is none."""
    if row["email"]:
        return row["email"].lower()
    local = ".".join(filter(None, (_plain(row["given_name"]), _plain(row["family_name"]))))
    return f"{local}@{domain}" if local else ""


def aliases_of(row: Row) -> list[str]:
    """Return the further addresses of a row, in lower case."""
    return [alias.lower() for alias in _list(row["aliases"])]


def mentioned(rows: Iterable[Row], domain: str) -> set[str]:
    """Return every address that the rows speak of."""
    return {
        email
        for row in rows
        for email in (email_of(row, domain), row["manager"].lower(), *aliases_of(row))
        if email
    }


def check(
    rows: Sequence[Row], directory: Directory, domain: str
) -> tuple[list[Candidate], list[Problem]]:
    """Return the candidates with managers before those who report to them, and all problems by
    line.
    """
    problems: list[Problem] = []
    candidates = [_candidate(_Sheet(row, problems), directory, domain) for row in rows]
    problems += _duplicates(candidates)
    problems += _unknown_managers(candidates, directory)
    ordered, circular = _managers_first(candidates)
    problems += [
        Problem(one.line, "manager", "These managers report to each other. Break the circle.")
        for one in circular
    ]
    return ordered, sorted(problems, key=lambda problem: (problem.line, problem.column))


def _plain(name: str) -> str:
    """Write a name in the letters of an address: Zoë d'Aubigné → zoe.daubigne."""
    letters = name.lower().translate(LETTERS)
    text = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.replace("'", "")).strip("-")


def _list(cell: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _candidate(sheet: _Sheet, directory: Directory, domain: str) -> Candidate:
    row = sheet.row
    email = email_of(row, domain)
    _check_address(sheet, "email", email, domain)
    _check_owner(sheet, email, directory)
    fields = {name: read(sheet) for name, read in _FIELDS.items()}
    fields["unit_id"] = _unit(sheet, directory)
    fields["manager"] = row["manager"].lower()
    fields["name"] = " ".join(filter(None, (row["given_name"], row["family_name"])))
    person = directory.persons.get(email)
    if not fields["name"] and person is None:
        sheet.wrong("given_name", "A name is missing. Fill in given_name and family_name.")
    if not person and not fields["time_zone"]:
        fields["time_zone"] = TIME_ZONES.get(fields["country"] or "", "")
    if fields["recovery_email"] and fields["recovery_email"].endswith(f"@{domain}"):
        sheet.wrong("personal_email", "Give an address outside the organisation.")
    return Candidate(
        line=row.line,
        email=email,
        fields={name: value for name, value in fields.items() if value},
        groups=_groups(sheet, directory),
        aliases=_aliases(sheet, email, directory, domain),
    )


def _check_address(sheet: _Sheet, column: str, email: str, domain: str) -> None:
    if not email:
        sheet.wrong(column, "An address is missing. Fill in email, or given and family name.")
    elif not ADDRESS.match(email) or ".." in email:
        sheet.wrong(column, f"“{email}” is not an e-mail address. Correct it.")
    elif not email.endswith(f"@{domain}"):
        sheet.wrong(column, f"“{email}” is not an address here. It must end in @{domain}.")


def _check_owner(sheet: _Sheet, email: str, directory: Directory) -> None:
    person = directory.persons.get(email)
    if person is None:
        if email in directory.owners:
            sheet.wrong(
                "email", f"“{email}” belongs to somebody or something else. Choose another."
            )
    elif person.kind != Person.Kind.PERSON:
        sheet.wrong("email", f"“{email}” is a shared or service account. Choose another.")
    elif person.state in (Person.State.SUSPENDED, Person.State.DELETED):
        sheet.wrong(
            "email", f"“{email}” belongs to somebody who left. Restore them or choose another."
        )


def _text(column: str) -> Callable[[_Sheet], str]:
    def read(sheet: _Sheet) -> str:
        value = sheet.row[column]
        if len(value) > LONGEST[column]:
            sheet.wrong(column, f"This is longer than {LONGEST[column]} characters. Shorten it.")
        return value

    return read


def _country(sheet: _Sheet) -> str:
    code = sheet.row["country"].upper()
    if code and code not in CODES:
        sheet.wrong("country", f"“{code}” is not a country. Use two letters, such as FR.")
    return code


def _language(sheet: _Sheet) -> str:
    language = sheet.row["language"]
    if language and not LANGUAGE.match(language):
        sheet.wrong("language", f"“{language}” is not a language. Use a code, such as fr.")
    return spoken(language)


def spoken(language: str) -> str:
    """Return the language that is used for a wanted one: `fr` for fr-CA, English where ours are
    not enough.
    """
    base = language.lower().partition("-")[0]
    return base if base in ("", *SPOKEN) else SPOKEN[0]


@cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()


def _time_zone(sheet: _Sheet) -> str:
    zone = sheet.row["time_zone"]
    if zone and zone not in _zones():
        sheet.wrong("time_zone", f"“{zone}” is not a time zone. Use a name such as Europe/Paris.")
    return zone


def _start_date(sheet: _Sheet) -> str:
    text = sheet.row["start_date"]
    if not text:
        return ""
    try:
        return _read_date(text).isoformat()
    except ValueError:
        sheet.wrong("start_date", f"“{text}” is not a date. Write it as 2026-03-01.")
        return ""


def _read_date(text: str) -> date:
    if re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}", text):
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no zone
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    raise ValueError(text)


def _personal(sheet: _Sheet) -> str:
    email = sheet.row["personal_email"].lower()
    if email and not ADDRESS.match(email):
        sheet.wrong("personal_email", f"“{email}” is not an e-mail address. Correct it.")
    return email


def _role(sheet: _Sheet) -> str:
    role = sheet.row["role"].lower()
    if role and role not in Person.Role.values:
        sheet.wrong("role", f"“{role}” is not a role. Use {', '.join(Person.Role.values)}.")
    return role


_FIELDS: dict[str, Callable[[_Sheet], str | None]] = {
    "given_name": _text("given_name"),
    "family_name": _text("family_name"),
    "title": _text("title"),
    "country": _country,
    "language": _language,
    "time_zone": _time_zone,
    "start_date": _start_date,
    "recovery_email": _personal,
    "role": _role,
}


def _unit(sheet: _Sheet, directory: Directory) -> str:
    name = sheet.row["unit"]
    if not name:
        return ""
    found = directory.units.get(name.lower(), ())
    if not found:
        sheet.wrong("unit", f"There is no unit “{name}”. Create it first, or correct the name.")
    elif len(found) > 1:
        sheet.wrong("unit", f"There are several units “{name}”. Write its path: Parent/{name}.")
    return found[0] if found else ""


def _groups(sheet: _Sheet, directory: Directory) -> list[str]:
    ids = []
    for name in _list(sheet.row["groups"]):
        group_id = directory.groups.get(name.lower())
        if group_id is None:
            sheet.wrong("groups", f"There is no group “{name}”. Create it first, or correct it.")
        else:
            ids.append(group_id)
    return list(dict.fromkeys(ids))


def _aliases(sheet: _Sheet, email: str, directory: Directory, domain: str) -> list[str]:
    person = directory.persons.get(email)
    aliases = [alias for alias in aliases_of(sheet.row) if alias != email]
    for alias in aliases:
        _check_address(sheet, "aliases", alias, domain)
        owner = directory.owners.get(alias)
        if owner is not None and (person is None or owner != person.id):
            sheet.wrong("aliases", f"“{alias}” belongs to somebody else. Choose another.")
    return aliases


def _duplicates(candidates: Sequence[Candidate]) -> list[Problem]:
    """An address may stand in the file once, as primary address or alias."""
    counts = Counter(email for one in candidates for email in {one.email, *one.aliases} if email)
    first: dict[str, int] = {}
    problems = []
    for one in candidates:
        for column, email in [("email", one.email), *(("aliases", a) for a in one.aliases)]:
            line = first.setdefault(email, one.line)
            if counts[email] > 1 and line != one.line:
                message = f"“{email}” is on line {line} already. Remove one, or choose another."
                problems.append(Problem(one.line, column, message))
    return problems


def _unknown_managers(candidates: Sequence[Candidate], directory: Directory) -> list[Problem]:
    in_file = {one.email for one in candidates}
    problems = []
    for one in candidates:
        manager = one.fields.get("manager")
        if not manager or manager in in_file:
            continue
        person = directory.persons.get(manager)
        if person is None:
            message = f"There is no manager “{manager}”, here or in the file. Correct the address."
            problems.append(Problem(one.line, "manager", message))
        elif person.state in (Person.State.SUSPENDED, Person.State.DELETED):
            message = f"The manager “{manager}” has left. Choose another."
            problems.append(Problem(one.line, "manager", message))
    return problems


def _managers_first(
    candidates: Sequence[Candidate],
) -> tuple[list[Candidate], list[Candidate]]:
    """Return the candidates with managers first, and those that wait for each other in a circle."""
    by_email = {one.email: one for one in candidates}
    reports: dict[str, list[Candidate]] = {}
    free = []
    for one in candidates:
        manager = one.fields.get("manager")
        if manager and manager in by_email:
            reports.setdefault(manager, []).append(one)
        else:
            free.append(one)
    ordered: list[Candidate] = []
    while free:
        ordered += free
        free = [report for one in free for report in reports.pop(one.email, [])]
    return ordered, [one for waiting in reports.values() for one in waiting]
