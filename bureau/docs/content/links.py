"""Which addresses a link may have: those that run nothing and read no local file."""

import re

_SCHEME = re.compile(r"^\s*([a-zA-Z][a-zA-Z0-9+.\-]*)\s*:")
_ALLOWED = frozenset({"http", "https", "mailto", "tel"})
LONGEST = 4_000


def safe_href(href: object) -> str:
    """Return the address, empty where it may not be followed."""
    if not isinstance(href, str) or len(href) > LONGEST:
        return ""
    # Browsers pass over these when they read the scheme.
    bare = re.sub(r"[\x00-\x20\x7f]+", "", href)
    found = _SCHEME.match(bare)
    return href if not found or found[1].lower() in _ALLOWED else ""
