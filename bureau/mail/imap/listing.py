"""LIST, LSUB, STATUS, NAMESPACE (RFC 9051 section 6.3, RFC 5258, 5819, 6154, 8438, 8474)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from ..models import EmailLabel, Expunged, Mailbox
from .folders import Folder, all_folders, other_accounts, place_of
from .names import DELIMITER, OTHERS, decode_name, encode_name, matcher
from .recent import unclaimed
from .replies import Done, No, line
from .scanner import BadSyntax, Scanner
from .session import LARGEST_MESSAGE, Answer, Session, command

USES = {
    Mailbox.Role.DRAFTS: "\\Drafts",
    Mailbox.Role.SENT: "\\Sent",
    Mailbox.Role.ARCHIVE: "\\Archive",
    Mailbox.Role.JUNK: "\\Junk",
    Mailbox.Role.TRASH: "\\Trash",
    Mailbox.Role.IMPORTANT: "\\Important",
}
SELECTIONS = frozenset({"SUBSCRIBED", "REMOTE", "RECURSIVEMATCH", "SPECIAL-USE"})
RETURNS = frozenset({"SUBSCRIBED", "CHILDREN", "SPECIAL-USE"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a LIST asks for."""

    reference: str
    patterns: Sequence[str]
    selections: frozenset[str]
    returns: frozenset[str]
    status: Sequence[str]
    is_extended: bool


@command("NAMESPACE")
def namespace(session: Session, scanner: Scanner) -> Answer:
    """Tell where one's own mailboxes and those of others are."""
    scanner.end()
    others = f'(("{OTHERS}{DELIMITER}" "{DELIMITER}"))' if other_accounts(session) else "NIL"
    yield line(f'NAMESPACE (("" "{DELIMITER}")) {others} NIL')
    return Done()


@command("LIST")
def list_(session: Session, scanner: Scanner) -> Answer:
    """List mailboxes."""
    wish = _wish(session, scanner)
    if wish.patterns == [""] and not wish.is_extended:
        yield line(f'LIST (\\Noselect) "{DELIMITER}" ""')
        return Done()
    listed = _listed(session, wish)
    yield b"".join([_list_line(session, folder, wish, more) for folder, more in listed])
    if wish.status:
        boxes = [folder for folder, _ in listed if folder.box]
        for folder in boxes:
            yield status_line(session, folder, wish.status)
    return Done()


def _wish(session: Session, scanner: Scanner) -> Wish:
    scanner.space()
    is_extended = scanner.is_next(b"(")
    selections = set(scanner.items(scanner.word, may_be_empty=True)) if is_extended else set()
    if is_extended:
        scanner.space()
    reference = decode_name(scanner.astring(), is_utf8=session.is_utf8)
    scanner.space()
    is_list = scanner.is_next(b"(")
    read = scanner.list_mailbox
    patterns = scanner.items(read) if is_list else [read()]
    returns, status = _returns(scanner)
    if not selections <= SELECTIONS:
        raise BadSyntax("There is no such selection option")
    if "RECURSIVEMATCH" in selections and not selections & {"SUBSCRIBED", "SPECIAL-USE"}:
        raise BadSyntax("RECURSIVEMATCH needs another selection option")
    return Wish(
        reference,
        [decode_name(pattern, is_utf8=session.is_utf8) for pattern in patterns],
        frozenset(selections),
        frozenset(returns | (selections & {"SUBSCRIBED", "SPECIAL-USE"})),
        status,
        is_extended or is_list or bool(returns or status),
    )


def _returns(scanner: Scanner) -> tuple[set[str], list[str]]:
    returns: set[str] = set()
    status: list[str] = []
    if not scanner.at_end():
        scanner.space()
        if scanner.word() != "RETURN":
            raise BadSyntax("Expected RETURN")
        scanner.space()

        def option() -> None:
            word = scanner.word()
            if word == "STATUS":
                scanner.space()
                status.extend(_status_items(scanner))
            elif word in RETURNS:
                returns.add(word)
            else:
                raise BadSyntax("There is no such return option")

        scanner.items(option, may_be_empty=True)
    scanner.end()
    return returns, status


def _listed(session: Session, wish: Wish) -> list[tuple[Folder, bool]]:
    """Return the folders to list, each with whether only something below it was asked for."""
    matches = [matcher(wish.reference, pattern) for pattern in wish.patterns]
    folders = list(all_folders(session))
    chosen = {folder.path for folder in folders if _is_selected(folder, wish.selections)}
    hinted: set[str] = set()
    if "RECURSIVEMATCH" in wish.selections:
        # Those that are listed themselves are not hinted at (RFC 5258 section 3.5).
        hinted = _levels_above(path for path in chosen if not any(match(path) for match in matches))
        missing = hinted - {folder.path for folder in folders}
        folders += [Folder(path, "", None, is_lost=True) for path in sorted(missing)]
    wanted = chosen | hinted
    return [
        (folder, folder.path in hinted)
        for folder in folders
        if folder.path in wanted and any(match(folder.path) for match in matches)
    ]


def _is_selected(folder: Folder, selections: frozenset[str]) -> bool:
    box = folder.box
    if folder.is_lost:
        return "SUBSCRIBED" in selections and "SPECIAL-USE" not in selections
    if "SUBSCRIBED" in selections and not (box and box.is_subscribed):
        return False
    return "SPECIAL-USE" not in selections or bool(box and box.role in USES)


def _list_line(session: Session, folder: Folder, wish: Wish, has_chosen: bool) -> bytes:
    box = folder.box
    attributes = [] if box else ["\\NonExistent" if folder.is_lost else "\\Noselect"]
    attributes.append("\\HasChildren" if folder.has_children else "\\HasNoChildren")
    # A level above a subscribed path has no names: it is neither there nor subscribed.
    is_subscribed = bool(folder.is_lost and folder.names) or bool(box and box.is_subscribed)
    if is_subscribed and "SUBSCRIBED" in wish.returns:
        attributes.append("\\Subscribed")
    if box and box.role in USES:
        attributes.append(USES[Mailbox.Role(box.role)])
    name = encode_name(folder.path, is_utf8=session.is_utf8)
    extended = b' ("CHILDINFO" ("SUBSCRIBED"))' if has_chosen else b""
    text = f'* LIST ({" ".join(attributes)}) "{DELIMITER}" '.encode()
    return text + name + extended + b"\r\n"


@command("LSUB")
def lsub(session: Session, scanner: Scanner) -> Answer:
    """List subscribed mailboxes the old way."""
    scanner.space()
    reference = decode_name(scanner.astring(), is_utf8=session.is_utf8)
    scanner.space()
    pattern = decode_name(scanner.list_mailbox(), is_utf8=session.is_utf8)
    scanner.end()
    match = matcher(reference, pattern)
    folders = list(all_folders(session))
    paths = {folder.path for folder in folders if folder.box and folder.box.is_subscribed}
    lost = {folder.path for folder in folders if folder.is_lost}
    above = _levels_above(paths | lost) - paths if pattern.endswith("%") else set()
    lines = dict.fromkeys(above | lost, "\\Noselect") | dict.fromkeys(paths, "")
    for path, attribute in sorted(lines.items()):
        if match(path):
            name = encode_name(path, is_utf8=session.is_utf8)
            yield f'* LSUB ({attribute}) "{DELIMITER}" '.encode() + name + b"\r\n"
    return Done()


def _levels_above(paths: Iterable[str]) -> set[str]:
    found = set()
    for path in paths:
        names = path.split(DELIMITER)
        found |= {DELIMITER.join(names[:count]) for count in range(1, len(names))}
    return found


@command("STATUS")
def status(session: Session, scanner: Scanner) -> Answer:
    """Tell counters of a mailbox that need not be selected."""
    scanner.space()
    place = place_of(session, scanner.astring())
    scanner.space()
    items = _status_items(scanner)
    scanner.end()
    place.box()
    assert place.folder is not None
    yield status_line(session, place.folder, items)
    return Done()


def _status_items(scanner: Scanner) -> list[str]:
    items = scanner.items(scanner.word)
    if not _VALUES.keys() >= set(items):
        raise BadSyntax("There is no such status item")
    return items


def status_line(session: Session, folder: Folder, items: Sequence[str]) -> bytes:
    """Write STATUS; sizes and modseqs cost a query by index, the rest comes from the row."""
    box = folder.box
    if box is None:
        raise No("There is no such mailbox", "NONEXISTENT")
    if "HIGHESTMODSEQ" in items:
        session.enable_condstore()
    values = " ".join(f"{item} {_VALUES[item](box)}" for item in dict.fromkeys(items))
    name = encode_name(folder.path, is_utf8=session.is_utf8)
    return b"* STATUS " + name + f" ({values})\r\n".encode()


_VALUES: dict[str, Callable[[Mailbox], object]] = {
    "MESSAGES": lambda box: box.total_emails,
    "RECENT": lambda box: unclaimed(box).count(),
    "UIDNEXT": lambda box: box.uid_next,
    "UIDVALIDITY": lambda box: box.uid_validity,
    "UNSEEN": lambda box: unseen(box),
    "DELETED": lambda box: deleted_rows(box.id).count(),
    "SIZE": lambda box: _size(box.id),
    "HIGHESTMODSEQ": lambda box: highest_modseq(box.id),
    "MAILBOXID": lambda box: f"({box.id})",
    "APPENDLIMIT": lambda box: LARGEST_MESSAGE,
}


def unseen(box: Mailbox) -> int:
    r"""Return how many messages are not \Seen. Counters leave drafts out; theirs are counted."""
    if box.role != Mailbox.Role.DRAFTS:
        return box.unread_emails
    rows = EmailLabel.objects.filter(mailbox_id=box.id)
    return rows.exclude(keyword_line__contains=" $seen ").count()


def deleted_rows(mailbox_id: str) -> QuerySet[EmailLabel]:
    r"""Return the label rows that are \Deleted. By an index of those alone."""
    return EmailLabel.objects.filter(mailbox_id=mailbox_id, is_deleted=True)


def _size(mailbox_id: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(size_bytes), 0) FROM mail_emaillabel WHERE mailbox_id = %s",
            [mailbox_id],
        )
        found: list[tuple[int]] = cursor.fetchall()
    return int(found[0][0])


def highest_modseq(mailbox_id: str) -> int:
    """Return the modseq of the last change in a mailbox. Two looks at an index."""
    last = [
        rows.order_by("-modseq").values_list("modseq", flat=True).first() or 1
        for rows in (
            EmailLabel.objects.filter(mailbox_id=mailbox_id),
            Expunged.objects.filter(mailbox_id=mailbox_id),
        )
    ]
    return max(last)
