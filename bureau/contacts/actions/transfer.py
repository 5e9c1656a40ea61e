"""Bring contacts in from a file, and take them out as one.

What cannot be read is told with its line and the reason; the same file read again changes nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from bureau.people import Actor
from bureau.platform.ids import new_id

from .. import policies
from ..errors import BadImport
from ..events import announce
from ..models import AddressBook, Card
from ..queries import CardFilter, whole_cards
from ..spreadsheets import google_csv, is_csv, outlook_csv, read_csv
from ..vcard import BadPart, VCard, converted, new_card, property_of, read_card, read_file
from ..vcard.card import bare_uid
from ..vcard.fields import change_fields, mend_name, read_fields
from .cards import MOST_BYTES
from .writing import Draft, write

MOST_FILE_BYTES = 100 * 1024 * 1024
MOST_CARDS = 25_000
MOST_REASONS = 500
Format = Literal["vcard3", "vcard4", "google", "outlook"]
_SAFE = re.compile(r"[\w.@~-]{1,200}$", re.ASCII)
_NOTHING = "It has no name, address or number."


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something of a file that did not become a contact."""

    line: int
    why: str


@dataclass(slots=True)
class Report:
    """What an import did."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    """The first five hundred."""
    skipped_count: int = 0

    def skip(self, line: int, why: str) -> None:
        """Note what was left out."""
        self.skipped_count += 1
        if len(self.skipped) < MOST_REASONS:
            self.skipped.append(Skipped(line, why))


def import_file(actor: Actor, book_id: str, raw: bytes, label: str = "") -> Report:
    """Store the contacts of a vCard or CSV file in one transaction; all get the label. A contact
    of a UID that is there is replaced. Raises `UnknownContact`, `MayNotChange`, `BadImport`.
    """
    policies.book_for(actor, book_id, policies.CHANGE)
    if len(raw) > MOST_FILE_BYTES or not raw.strip():
        raise BadImport
    report = Report()
    cards = _unique(_labelled(_cards(raw, report), label), report)
    if not cards and not report.skipped:
        raise BadImport
    with transaction.atomic():
        policies.book_for(actor, book_id, policies.CHANGE)
        book = AddressBook.objects.select_for_update().get(id=book_id)
        write(book, _drafts(book, cards, report))
        counts = {"added": report.added, "updated": report.updated}
        announce("contact.imported", book, ("addressbook", book.id), {}, **counts)
    return report


def _cards(raw: bytes, report: Report) -> Iterator[tuple[int, VCard]]:
    found = _csv_cards(raw) if is_csv(raw) else read_file(raw)
    for line, one in found:
        if isinstance(one, BadPart):
            report.skip(one.line, one.why)
        elif (card := mended(one)) is None:
            report.skip(line, _NOTHING)
        elif len(card.to_bytes()) > MOST_BYTES:
            report.skip(line, "It is larger than 4 MB.")
        else:
            yield line, card


def _csv_cards(raw: bytes) -> Iterator[tuple[int, VCard | BadPart]]:
    for line, row in read_csv(raw):
        if isinstance(row, BadPart):
            yield line, row
            continue
        card = VCard([property_of("VERSION", "3.0")])
        change_fields(card, row)
        yield line, card


def mended(card: VCard) -> VCard | None:
    """Return a card of a file with what every stored one has: version, UID and names; None for one
    that says nothing. The UID of one without is made of what it says.
    """
    if card.version not in ("3.0", "4.0"):
        card = converted(VCard([one for one in card.properties if one.name != "VERSION"]), "3.0")
    mend_name(card)
    if card.text("FN") == "?":
        return None
    if not _is_good_uid(card):
        digest = hashlib.blake2b(card.to_bytes()).hexdigest()
        uid = str(uuid5(NAMESPACE_URL, digest))
        rest = [one for one in card.properties if one.name not in ("UID", "VERSION")]
        head = new_card(uid, card.version).properties
        card = VCard([*head, *rest])
    return VCard(card.properties, card.to_bytes())


def _is_good_uid(card: VCard) -> bool:
    single = all(len(list(card.all(name))) == 1 for name in ("UID", "VERSION"))
    return single and 0 < len(card.uid) <= 255 and card.uid.isprintable()


def _labelled(cards: Iterable[tuple[int, VCard]], label: str) -> Iterator[tuple[int, VCard]]:
    for line, card in cards:
        if label.strip():
            old = read_fields(card)["labels"]
            change_fields(card, {"labels": [*old, label.strip()[:100]]})
        yield line, card


def _unique(cards: Iterable[tuple[int, VCard]], report: Report) -> list[VCard]:
    found: dict[str, VCard] = {}
    for line, card in cards:
        uid = bare_uid(card.uid)
        if uid in found:
            report.skip(line, "The file has a contact of the same UID before it.")
        elif len(found) >= MOST_CARDS:
            report.skip(line, f"A file is read up to {MOST_CARDS} contacts. Import the rest apart.")
        else:
            found[uid] = card
    return list(found.values())


def _drafts(book: AddressBook, cards: list[VCard], report: Report) -> list[Draft]:
    known = {bare_uid(card.uid): card for card in Card.objects.filter(book=book)} if cards else {}
    slugs = {card.slug for card in known.values()}
    drafts = []
    for card in cards:
        old = known.get(bare_uid(card.uid))
        if old is not None and bytes(old.raw) == card.to_bytes():
            report.unchanged += 1
            continue
        slug = old.slug if old else _free_slug(card, slugs)
        slugs.add(slug)
        report.updated += old is not None
        report.added += old is None
        drafts.append(Draft(slug, card, old))
    return drafts


def _free_slug(card: VCard, slugs: set[str]) -> str:
    wanted = f"{bare_uid(card.uid)}.vcf"
    return wanted if _SAFE.match(wanted) and wanted not in slugs else f"{new_id()}.vcf"


def export_cards(actor: Actor, wanted: CardFilter, form: Format) -> bytes:
    """Return the cards of a filter as a file: vCards in one version, or CSV without groups."""
    cards = [read_card(bytes(row.raw)) for row in whole_cards(actor, wanted, MOST_CARDS)]
    if form in {"vcard3", "vcard4"}:
        version = "3.0" if form == "vcard3" else "4.0"
        return b"".join(converted(card, version).to_bytes() for card in cards)
    fields = [read_fields(card) for card in cards if card.kind != "group"]
    return google_csv(fields) if form == "google" else outlook_csv(fields)
