"""SEARCH and UID SEARCH with their ways to answer (RFC 9051 section 6.4.4, RFC 4731, 5182)."""

import codecs
from collections.abc import Sequence

from .matching import Matching
from .replies import Done, No
from .scanner import BadSyntax, Scanner, write_set
from .search_keys import Keys
from .session import Answer, Session, command

OPTIONS = frozenset({"MIN", "MAX", "ALL", "COUNT", "SAVE"})
_REFUSED = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})


@command("SEARCH", "selected", expunges=False)
def search(session: Session, scanner: Scanner) -> Answer:
    """Find messages and answer with their numbers."""
    return _search(session, scanner, by_uid=False)


@command("UID SEARCH", "selected")
def uid_search(session: Session, scanner: Scanner) -> Answer:
    """Find messages and answer with their uids."""
    return _search(session, scanner, by_uid=True)


def _search(session: Session, scanner: Scanner, *, by_uid: bool) -> Answer:
    tag = scanner.line.partition(b" ")[0]
    selected = session.here()
    scanner.space()
    options = _options(scanner)
    charset = _charset(session, scanner, saves=options is not None and "SAVE" in options)
    keys = Keys(scanner, charset)
    tree = keys.all()
    if keys.names_modseq:
        session.enable_condstore()
    view = selected.view
    positions = Matching(selected, session.found).found(tree)
    if options is not None and "SAVE" in options:
        session.found = _saved([view.uids[at] for at in positions], options)
    numbers = [view.uids[at] for at in positions] if by_uid else [at + 1 for at in positions]
    modseqs = [view.modseqs[at] for at in positions] if keys.names_modseq else []
    if options is None and "IMAP4REV2" not in session.enabled:
        yield _plain(numbers, modseqs)
    elif options != {"SAVE"}:
        yield _extended(tag, numbers, modseqs, options or {"ALL"}, by_uid=by_uid)
    return Done()


def _options(scanner: Scanner) -> set[str] | None:
    if not scanner.skip_word(b"RETURN"):
        return None
    scanner.space()
    options = set(scanner.items(scanner.word, may_be_empty=True))
    scanner.space()
    if not options <= OPTIONS:
        raise BadSyntax("There is no such result option")
    return options or {"ALL"}


def _charset(session: Session, scanner: Scanner, *, saves: bool) -> str:
    if not scanner.skip_word(b"CHARSET"):
        return "utf-8"
    if "UTF8=ACCEPT" in session.enabled:
        raise BadSyntax("Everything is UTF-8 already")  # RFC 6855 section 3
    scanner.space()
    name = scanner.astring().decode("ascii", "replace")
    scanner.space()
    try:
        found = codecs.lookup(name).name
        b"".decode(found)  # raises for codecs that are not of text
    except LookupError:
        found = "idna"
    if found in _REFUSED:
        session.found = [] if saves else session.found  # RFC 5182 section 2.1
        raise No("The charset is not known", "BADCHARSET (US-ASCII UTF-8)")
    return "utf-8" if found == "ascii" else found


def _saved(uids: list[int], options: set[str]) -> list[int]:
    """What is saved is what was asked for (RFC 5182 section 2.4)."""
    if "ALL" in options or "COUNT" in options or not options & {"MIN", "MAX"}:
        return uids
    ends = uids[:1] if "MIN" in options else []
    return sorted({*ends, *(uids[-1:] if "MAX" in options else [])})


def _plain(numbers: Sequence[int], modseqs: Sequence[int]) -> bytes:
    listed = "".join(f" {number}" for number in numbers)
    highest = f" (MODSEQ {max(modseqs)})" if modseqs else ""
    return f"* SEARCH{listed}{highest}\r\n".encode()


def _extended(
    tag: bytes, numbers: list[int], modseqs: Sequence[int], options: set[str], *, by_uid: bool
) -> bytes:
    parts = [b'* ESEARCH (TAG "%b")' % tag]
    if by_uid:
        parts.append(b"UID")
    if numbers and "MIN" in options:
        parts.append(b"MIN %d" % numbers[0])
    if numbers and "MAX" in options:
        parts.append(b"MAX %d" % numbers[-1])
    if numbers and "ALL" in options:
        parts.append(b"ALL %b" % write_set(numbers))
    if "COUNT" in options:
        parts.append(b"COUNT %d" % len(numbers))
    if modseqs:
        parts.append(b"MODSEQ %d" % _modseq(numbers, modseqs, options))
    return b" ".join(parts) + b"\r\n"


def _modseq(numbers: Sequence[int], modseqs: Sequence[int], options: set[str]) -> int:
    """The highest of what is returned (RFC 7162 section 3.1.10)."""
    if options & {"ALL", "COUNT"}:
        return max(modseqs)
    ends = [modseqs[0]] if "MIN" in options else []
    return max([*ends, *([modseqs[-1]] if "MAX" in options else [])])
