"""Contacts as CSV: the columns of Google Contacts and of Outlook, read and written.

Reading never raises for what the bytes are: rows that hold no contact are told with their line.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .vcard import BadPart
from .vcard.describe import birthday_of
from .vcard.fields import ADDRESS_PARTS, Labelled
from .vcard.files import utf8
from .vcard.lines import property_of

Fields = dict[str, Any]
Row = Mapping[str, str]

MOST_COLUMNS = 300
_GOOGLE_SEPARATOR = " ::: "
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_SYSTEM_LABEL = re.compile(r"^\*\s*")
_GOOGLE_TEXTS = {
    "name": ("Name", "File As"),
    "given_name": ("First Name", "Given Name"),
    "middle_name": ("Middle Name", "Additional Name"),
    "family_name": ("Last Name", "Family Name"),
    "prefix": ("Name Prefix",),
    "suffix": ("Name Suffix",),
    "nickname": ("Nickname",),
    "organization": ("Organization Name", "Organization 1 - Name"),
    "department": ("Organization Department", "Organization 1 - Department"),
    "title": ("Organization Title", "Organization 1 - Title"),
    "note": ("Notes",),
}
_OUTLOOK_TEXTS = {
    "given_name": ("First Name",),
    "middle_name": ("Middle Name",),
    "family_name": ("Last Name",),
    "prefix": ("Title",),
    "suffix": ("Suffix",),
    "nickname": ("Nickname",),
    "organization": ("Company",),
    "department": ("Department",),
    "title": ("Job Title",),
    "note": ("Notes",),
}
_OUTLOOK_EMAILS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
_OUTLOOK_PHONES = (
    ("Primary Phone", "main"),
    ("Mobile Phone", "cell"),
    ("Business Phone", "work"),
    ("Business Phone 2", "work"),
    ("Home Phone", "home"),
    ("Home Phone 2", "home"),
    ("Business Fax", "fax"),
    ("Home Fax", "fax"),
    ("Pager", "pager"),
    ("Other Phone", "other"),
    ("Company Main Phone", "main"),
)
_OUTLOOK_PARTS = {
    "po_box": "PO Box",
    "street": "Street",
    "locality": "City",
    "region": "State",
    "postal_code": "Postal Code",
    "country": "Country/Region",
}
_GOOGLE_PARTS = {
    "po_box": "PO Box",
    "extended": "Extended Address",
    "street": "Street",
    "locality": "City",
    "region": "Region",
    "postal_code": "Postal Code",
    "country": "Country",
}
_GOOGLE_TYPES = {"mobile": "cell", "home fax": "fax", "work fax": "fax"}


def read_csv(raw: bytes) -> Iterator[tuple[int, Fields | BadPart]]:
    """Yield the fields of each row with its line, or why it holds no contact."""
    text = utf8(raw).decode("utf-8", "replace").replace("\0", "")
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = [name.strip() for name in next(reader, [])][:MOST_COLUMNS]
    except csv.Error as error:
        yield 1, BadPart(1, f"This is no CSV file: {error}.")
        return
    read = _reader_of(header)
    if read is None:
        why = "The first line names none of the columns of Google Contacts or Outlook."
        yield 1, BadPart(1, why)
        return
    yield from _rows(reader, header, read)


def _rows(
    reader: Any, header: list[str], read: Callable[[Row], Fields]
) -> Iterator[tuple[int, Fields | BadPart]]:
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, BadPart(line, f"The row cannot be read: {error}.")
            line = reader.line_num + 1
            continue
        if any(cell.strip() for cell in cells):
            yield line, read(dict(zip(header, map(str.strip, cells), strict=False)))
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def is_csv(raw: bytes) -> bool:
    """Tell a CSV file from vCards."""
    return not utf8(raw[:4096]).lstrip().upper().startswith(b"BEGIN")


def _reader_of(header: Iterable[str]) -> Callable[[Row], Fields] | None:
    names = set(header)
    if {"E-mail 1 - Value", "Given Name", "Organization Name", "Labels"} & names:
        return _google
    if {"E-mail Address", "Company", "Business Phone", "Mobile Phone"} & names:
        return _outlook
    return _google if {"First Name", "Name", "Last Name"} & names else None


def _texts(row: Row, columns: Mapping[str, tuple[str, ...]]) -> Fields:
    pairs = (
        (field, next((row[one] for one in names if row.get(one)), ""))
        for field, names in columns.items()
    )
    return {field: text for field, text in pairs if text}


def _google(row: Row) -> Fields:
    fields = _texts(row, _GOOGLE_TEXTS)
    labels = (row.get("Labels") or row.get("Group Membership") or "").split(":::")
    fields["labels"] = [
        one.strip() for one in labels if one.strip() and not _SYSTEM_LABEL.match(one.strip())
    ]
    fields["birthday"] = _date(row.get("Birthday", ""))
    fields["emails"] = list(_google_values(row, "E-mail"))
    fields["phones"] = list(_google_values(row, "Phone"))
    fields["urls"] = list(_google_values(row, "Website"))
    fields["addresses"] = list(_google_addresses(row))
    return fields


def _google_values(row: Row, name: str) -> Iterator[Labelled]:
    for number in range(1, 30):
        values = row.get(f"{name} {number} - Value", "").split(":::")
        kind, is_primary = _google_type(row, f"{name} {number}")
        for value in values:
            if value.strip():
                yield Labelled(value.strip(), kind, is_primary)


def _google_type(row: Row, head: str) -> tuple[str, bool]:
    text = row.get(f"{head} - Label") or row.get(f"{head} - Type") or ""
    plain = _SYSTEM_LABEL.sub("", text)
    kind = _GOOGLE_TYPES.get(plain.lower(), plain.lower() if plain.isascii() else plain)
    return kind, text.startswith("*")


def _google_addresses(row: Row) -> Iterator[Labelled]:
    for number in range(1, 10):
        head = f"Address {number}"
        parts = tuple(row.get(f"{head} - {_GOOGLE_PARTS[part]}", "") for part in ADDRESS_PARTS)
        kind, is_primary = _google_type(row, head)
        if any(parts):
            yield Labelled("", kind, is_primary, parts)


def _outlook(row: Row) -> Fields:
    fields = _texts(row, _OUTLOOK_TEXTS)
    fields["labels"] = [one.strip() for one in row.get("Categories", "").split(";") if one.strip()]
    fields["birthday"] = _date(row.get("Birthday", ""))
    fields["emails"] = [Labelled(row[name]) for name in _OUTLOOK_EMAILS if row.get(name)]
    fields["phones"] = [
        Labelled(row[name], kind) for name, kind in _OUTLOOK_PHONES if row.get(name)
    ]
    page = row.get("Web Page", "")
    fields["urls"] = [Labelled(page)] if page else []
    fields["addresses"] = list(_outlook_addresses(row))
    return fields


def _outlook_addresses(row: Row) -> Iterator[Labelled]:
    for head, kind in (("Business", "work"), ("Home", "home"), ("Other", "other")):
        parts = tuple(
            row.get(f"{head} {_OUTLOOK_PARTS[part]}", "") if part in _OUTLOOK_PARTS else ""
            for part in ADDRESS_PARTS
        )
        if any(parts):
            yield Labelled("", kind, False, parts)


def _date(text: str) -> str:
    found = _US_DATE.match(text.strip())
    if found is not None:
        month, day, year = found.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    text = text.replace(" ", "")
    return birthday_of(property_of("BDAY", text)) if text else ""


def google_csv(all_fields: Iterable[Fields]) -> bytes:
    """Write contacts with the columns of Google Contacts."""
    rows = [_to_google(fields) for fields in all_fields]
    first = [names[0] for names in _GOOGLE_TEXTS.values() if names[0] != "Name"]
    return _written([*first, "Birthday", "Labels"], rows)


def _to_google(fields: Fields) -> Fields:
    row = {
        names[0]: fields.get(field, "") for field, names in _GOOGLE_TEXTS.items() if field != "name"
    }
    if not (row["First Name"] or row["Last Name"] or row["Organization Name"]):
        row["First Name"] = fields["name"]
    row["Birthday"] = fields["birthday"]
    row["Labels"] = _GOOGLE_SEPARATOR.join([*fields["labels"], "* myContacts"])
    for field, name in (("emails", "E-mail"), ("phones", "Phone"), ("urls", "Website")):
        for number, one in enumerate(fields[field], start=1):
            row[f"{name} {number} - Label"] = _label_of(one)
            row[f"{name} {number} - Value"] = one["value"]
    for number, one in enumerate(fields["addresses"], start=1):
        row[f"Address {number} - Label"] = _label_of(one)
        for part, column in _GOOGLE_PARTS.items():
            row[f"Address {number} - {column}"] = one[part]
    return row


def _label_of(one: Mapping[str, Any]) -> str:
    name = "Mobile" if one["type"] == "cell" else one["type"].capitalize()
    return f"* {name}" if one["is_primary"] else name


def outlook_csv(all_fields: Iterable[Fields]) -> bytes:
    """Write contacts with the columns of Outlook."""
    first = [names[0] for names in _OUTLOOK_TEXTS.values()]
    return _written([*first, *_OUTLOOK_EMAILS], [_to_outlook(fields) for fields in all_fields])


def _to_outlook(fields: Fields) -> Fields:
    row = {names[0]: fields.get(field, "") for field, names in _OUTLOOK_TEXTS.items()}
    if not (row["First Name"] or row["Last Name"] or row["Company"]):
        row["First Name"] = fields["name"]
    for name, one in zip(_OUTLOOK_EMAILS, fields["emails"], strict=False):
        row[name] = one["value"]
    free = list(_OUTLOOK_PHONES)
    for one in fields["phones"]:
        place = next((it for it in free if it[1] == (one["type"] or "other")), None)
        place = place or next((it for it in free if it[1] in ("other", "main")), None)
        if place is not None:
            free.remove(place)
            row[place[0]] = one["value"]
    for one in fields["addresses"]:
        head = {"work": "Business", "home": "Home"}.get(one["type"], "Other")
        for part, column in _OUTLOOK_PARTS.items():
            row.setdefault(f"{head} {column}", one[part])
    row["Web Page"] = next((one["value"] for one in fields["urls"]), "")
    row["Birthday"] = _us_date(fields["birthday"])
    row["Categories"] = ";".join(fields["labels"])
    return row


def _us_date(text: str) -> str:
    if len(text) != 10:
        return ""
    return f"{int(text[5:7])}/{int(text[8:])}/{text[:4]}"


def _written(first: list[str], rows: list[Fields]) -> bytes:
    columns = list(dict.fromkeys([*first, *(name for row in rows for name in row)]))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")
