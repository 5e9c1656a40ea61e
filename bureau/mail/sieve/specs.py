"""Which commands and tests there are, with their arguments and the extension each needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NUMBER, TEXT, TEXTS, FLAG = "number", "string", "strings", "flag"
VENDOR = "vnd.bureau.mail"


@dataclass(frozen=True, slots=True)
class TagSpec:
    """A tag: what stands behind it, which extension it needs, which other tags it excludes."""

    value: str = FLAG
    extension: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """A command or a test."""

    arguments: tuple[str, ...] = ()
    tags: Mapping[str, TagSpec] = field(default_factory=dict)
    extension: str = ""
    tests: int = 0
    """How many tests it takes; -1 is at least one."""
    needs: frozenset[str] = frozenset()
    """Groups of tags of which one must be given."""


MATCH = {
    "is": TagSpec(group="match"),
    "contains": TagSpec(group="match"),
    "matches": TagSpec(group="match"),
    "count": TagSpec(TEXT, "relational", "match"),
    "value": TagSpec(TEXT, "relational", "match"),
    "comparator": TagSpec(TEXT),
}
PART = {
    "all": TagSpec(group="part"),
    "localpart": TagSpec(group="part"),
    "domain": TagSpec(group="part"),
    "user": TagSpec(extension="subaddress", group="part"),
    "detail": TagSpec(extension="subaddress", group="part"),
}
INDEX = {"index": TagSpec(NUMBER, "index"), "last": TagSpec(FLAG, "index")}
ZONE = {"zone": TagSpec(TEXT, group="zone"), "originalzone": TagSpec(group="zone")}
BODY = {
    "raw": TagSpec(group="body"),
    "content": TagSpec(TEXTS, group="body"),
    "text": TagSpec(group="body"),
}
COPY = {"copy": TagSpec(extension="copy")}
FLAGS = {"flags": TagSpec(TEXTS, "imap4flags")}
FILE = {
    **COPY,
    **FLAGS,
    "create": TagSpec(extension="mailbox"),
    "mailboxid": TagSpec(TEXT, "mailboxid"),
    "specialuse": TagSpec(TEXT, "special-use"),
}
VACATION = {
    "days": TagSpec(NUMBER),
    "subject": TagSpec(TEXT),
    "from": TagSpec(TEXT),
    "addresses": TagSpec(TEXTS),
    "mime": TagSpec(),
    "handle": TagSpec(TEXT),
}
SNOOZE = {"weekdays": TagSpec(TEXTS), "tzid": TagSpec(TEXT)}
CHANGES = {
    "lower": TagSpec(group="case"),
    "upper": TagSpec(group="case"),
    "lowerfirst": TagSpec(group="first"),
    "upperfirst": TagSpec(group="first"),
    "quotewildcard": TagSpec(),
    "length": TagSpec(),
}

COMMANDS: Mapping[str, Spec] = {
    "require": Spec((TEXTS,)),
    "if": Spec(tests=1),
    "elsif": Spec(tests=1),
    "else": Spec(),
    "stop": Spec(),
    "keep": Spec(tags=FLAGS),
    "discard": Spec(),
    "redirect": Spec((TEXT,), COPY),
    "fileinto": Spec((TEXT,), FILE, "fileinto"),
    "addflag": Spec((TEXTS,), extension="imap4flags"),
    "setflag": Spec((TEXTS,), extension="imap4flags"),
    "removeflag": Spec((TEXTS,), extension="imap4flags"),
    "reject": Spec((TEXT,), extension="reject"),
    "ereject": Spec((TEXT,), extension="ereject"),
    "vacation": Spec((TEXT,), VACATION, "vacation"),
    "set": Spec((TEXT, TEXT), CHANGES, "variables"),
    "important": Spec(extension=VENDOR),
    "notimportant": Spec(extension=VENDOR),
    "neverspam": Spec(extension=VENDOR),
    "category": Spec((TEXT,), extension=VENDOR),
    "snooze": Spec((TEXTS,), SNOOZE, VENDOR),
}

TESTS: Mapping[str, Spec] = {
    "true": Spec(),
    "false": Spec(),
    "not": Spec(tests=1),
    "anyof": Spec(tests=-1),
    "allof": Spec(tests=-1),
    "header": Spec((TEXTS, TEXTS), {**MATCH, **INDEX}),
    "address": Spec((TEXTS, TEXTS), {**MATCH, **PART, **INDEX}),
    "envelope": Spec((TEXTS, TEXTS), {**MATCH, **PART}, "envelope"),
    "exists": Spec((TEXTS,)),
    "size": Spec(
        (NUMBER,),
        {"over": TagSpec(group="bound"), "under": TagSpec(group="bound")},
        needs=frozenset({"bound"}),
    ),
    "body": Spec((TEXTS,), {**MATCH, **BODY}, "body"),
    "date": Spec((TEXT, TEXT, TEXTS), {**MATCH, **ZONE, **INDEX}, "date"),
    "currentdate": Spec((TEXT, TEXTS), {**MATCH, "zone": ZONE["zone"]}, "date"),
    "hasflag": Spec((TEXTS,), MATCH, "imap4flags"),
    "mailboxexists": Spec((TEXTS,), extension="mailbox"),
    "mailboxidexists": Spec((TEXTS,), extension="mailboxid"),
    "string": Spec((TEXTS, TEXTS), MATCH, "variables"),
    "hasattachment": Spec(extension=VENDOR),
}

COMPARATORS = ("i;ascii-casemap", "i;octet", "i;ascii-numeric")
EXTENSIONS = (
    "fileinto",
    "reject",
    "ereject",
    "envelope",
    "body",
    "copy",
    "date",
    "imap4flags",
    "index",
    "mailbox",
    "mailboxid",
    "relational",
    "special-use",
    "subaddress",
    "vacation",
    "variables",
    "encoded-character",
    *(f"comparator-{name}" for name in COMPARATORS),
    VENDOR,
)
"""What `require` may name; the order in which servers announce them."""
