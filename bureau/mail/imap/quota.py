"""GETQUOTA and GETQUOTAROOT (RFC 9208). No limit is set on mail; the answer says so by listing
none.
"""

from .folders import place_of
from .names import encode_name
from .replies import Done, No
from .scanner import Scanner
from .session import Answer, Session, command


@command("GETQUOTAROOT")
def quota_root(session: Session, scanner: Scanner) -> Answer:
    """Tell under which root a mailbox counts."""
    scanner.space()
    name = scanner.astring()
    scanner.end()
    place = place_of(session, name)
    place.box()
    path = place.folder.path if place.folder else ""
    written = encode_name(path, is_utf8=session.is_utf8)
    yield b"* QUOTAROOT " + written + b' ""\r\n* QUOTA "" ()\r\n'
    return Done()


@command("GETQUOTA")
def quota(session: Session, scanner: Scanner) -> Answer:
    """Tell the limits of a root."""
    scanner.space()
    root = scanner.astring()
    scanner.end()
    if root:
        raise No("There is no such quota root", "NONEXISTENT")
    yield b'* QUOTA "" ()\r\n'
    return Done()
