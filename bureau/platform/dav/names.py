"""Names of WebDAV and its extensions in Clark notation, and the prefixes under which we write them.

All prefixes are declared on the root of every answer, so an element costs one look-up.
"""

from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

DAV = "DAV:"
CALDAV = "urn:ietf:params:xml:ns:caldav"
CARDDAV = "urn:ietf:params:xml:ns:carddav"
CALENDARSERVER = "http://calendarserver.org/ns/"
APPLE = "http://apple.com/ns/ical/"

PREFIXES = {DAV: "D", CALDAV: "C", CARDDAV: "CR", CALENDARSERVER: "CS", APPLE: "A"}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in PREFIXES.items())


def dav(local: str) -> str:
    """Return the name of RFC 4918 and its kin."""
    return f"{{{DAV}}}{local}"


def caldav(local: str) -> str:
    """Return the name of RFC 4791 and 6638."""
    return f"{{{CALDAV}}}{local}"


def carddav(local: str) -> str:
    """Return the name of RFC 6352."""
    return f"{{{CARDDAV}}}{local}"


def calendarserver(local: str) -> str:
    """Return the name of the extensions that Apple published."""
    return f"{{{CALENDARSERVER}}}{local}"


def apple(local: str) -> str:
    """Return the name of what Apple's programs set on calendars."""
    return f"{{{APPLE}}}{local}"


def split(name: str) -> tuple[str, str]:
    """Return namespace and local part of a Clark name."""
    if name.startswith("{"):
        space, _, local = name[1:].partition("}")
        return space, local
    return "", name


@lru_cache(2048)
def tags(name: str) -> tuple[str, str, str]:
    """Return the opening, closing and empty tag of an element."""
    space, local = split(name)
    if (prefix := PREFIXES.get(space)) is not None:
        return f"<{prefix}:{local}>", f"</{prefix}:{local}>", f"<{prefix}:{local}/>"
    head = f"{local} xmlns={quoteattr(space)}"
    return f"<{head}>", f"</{local}>", f"<{head}/>"


def element(name: str, inner: str = "") -> str:
    """Write an element; `inner` is XML already."""
    opening, closing, empty = tags(name)
    return f"{opening}{inner}{closing}" if inner else empty


def href(path: str) -> str:
    """Write DAV:href; the path is percent-encoded already."""
    return f"<D:href>{escape(path)}</D:href>"
