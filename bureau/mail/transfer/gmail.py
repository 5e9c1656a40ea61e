"""What Google says of a message: the labels of Takeout (`X-Gmail-Labels`) and of its IMAP."""

import csv

from bureau.platform.mime import ParsedMessage, decode_words

from ..models import Mailbox
from .found import Marks

Role = Mailbox.Role
_ROLES = {
    Role.INBOX: ("inbox", "boîte de réception", "posteingang"),
    Role.SENT: ("sent", "messages envoyés", "gesendet"),
    Role.DRAFTS: ("drafts", "draft", "brouillons", "entwürfe"),
    Role.JUNK: ("spam",),
    Role.TRASH: ("trash", "corbeille", "papierkorb"),
    Role.IMPORTANT: ("important", "importants", "wichtig"),
    Role.ARCHIVE: ("archived", "archivés", "messages archivés", "archiviert"),
}
_STARRED = ("starred", "messages suivis", "suivis", "markiert")
_UNREAD = ("unread", "non lus", "messages non lus", "ungelesen")
_MUTED = ("muted", "ignorés", "ignoriert")
_SILENT = ("opened", "ouvert", "ouverts", "messages ouverts", "geöffnet", "chat", "all mail")
_CATEGORIES = {
    "primary": ("personal", "primary", "personnel", "personnelle", "principale", "allgemein"),
    "social": ("social", "réseaux sociaux", "soziale netzwerke"),
    "promotions": ("promotions", "werbung"),
    "updates": ("updates", "notifications", "benachrichtigungen"),
    "forums": ("forums", "foren"),
}
_PREFIXES = ("category ", "catégorie ", "kategorie ")

_ROLE_OF = {name: role for role, names in _ROLES.items() for name in names}
_CATEGORY_OF = {name: one for one, names in _CATEGORIES.items() for name in names}


def takeout_labels(message: ParsedMessage) -> list[str] | None:
    """Return the labels that Takeout wrote into a message, None where it wrote none."""
    if not message.all("x-gmail-labels"):
        return None
    text = " ".join(decode_words(message.header("x-gmail-labels")).split())
    return next(csv.reader([text], skipinitialspace=True), [])


def marks_of_labels(labels: list[str]) -> Marks:
    """Return what Gmail labels mean. Without `Unread` a message is read."""
    marks = Marks(keywords=frozenset({"$seen"}))
    is_unread = False
    for label in (one.strip() for one in labels):
        name = label.lower().replace("“", "").replace("”", "").replace('"', "")
        is_unread = is_unread or name in _UNREAD
        marks |= _marks_of(label, name)
    if Role.DRAFTS in marks.roles:
        marks |= Marks(keywords=frozenset({"$draft"}))
    return marks.without("$seen") if is_unread else marks


def _marks_of(label: str, name: str) -> Marks:
    if not name or name in _UNREAD or name in _SILENT:
        return Marks()
    if name in _STARRED:
        return Marks(keywords=frozenset({"$flagged"}))
    if name in _MUTED:
        return Marks(keywords=frozenset({"$muted"}))
    if name in _ROLE_OF:
        return Marks(roles=frozenset({_ROLE_OF[name]}))
    category = _category(name)
    return Marks(category=category) if category else Marks(labels=frozenset({label}))


def _category(name: str) -> str:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return _CATEGORY_OF.get(name.removeprefix(prefix).strip(), "")
    return ""


def marks_of_imap_labels(labels: list[str]) -> Marks:
    r"""Return what `X-GM-LABELS` mean: `\Inbox`, `\Starred` and own labels; flags say the rest."""
    marks = Marks()
    for label in labels:
        name = label.lstrip("\\") if label.startswith("\\") else label
        marks |= _marks_of(name, name.lower())
    return marks
