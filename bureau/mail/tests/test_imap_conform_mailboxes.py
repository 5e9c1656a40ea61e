"""LIST with all its options, subscriptions, STATUS, names and what SELECT says (RFC 9051 section
6.3, RFC 5258, 5819, 6154, 7889, 8438, 8474).
"""

import pytest

from bureau.people import SYSTEM, Person

from ..actions.share import delegate
from ..models import Mailbox
from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "imap_port"]


def listed(client: ImapClient, arguments: str) -> list[str]:
    """Return what LIST answers, without the delimiter."""
    lines = client.ok(f"LIST {arguments}")
    return [line.decode().removeprefix("* LIST ").replace(' "/" ', " ") for line in lines]


@pytest.fixture
def tree(client: ImapClient) -> ImapClient:
    """A connection whose account has a tree of mailboxes, some subscribed, one of those gone."""
    for path in ("1", "2/", "2/1", "3", "4/5", "4/52", "6", "7/7", "8/8", "8/9"):
        client.ok(f"CREATE t/{path}")
    for path in ("1", "2/1", "6", "7/7", "8/8", "8/9"):
        client.ok(f"SUBSCRIBE t/{path}")
    client.ok("DELETE t/6")
    return client


def names(lines: list[str]) -> str:
    """Return the names alone, sorted."""
    return " ".join(sorted(line.split('"')[1].removeprefix("t/") for line in lines))


PATTERNS = [
    ('"" t/%', "1 2 3 4 7 8"),
    ('"" t/*', "1 2 2/1 3 4 4/5 4/52 7 7/7 8 8/8 8/9"),
    ('"" t/%/%', "2/1 4/5 4/52 7/7 8/8 8/9"),
    ("t/ *", "1 2 2/1 3 4 4/5 4/52 7 7/7 8 8/8 8/9"),
    ("t/ %", "1 2 3 4 7 8"),
    ("t %", "t"),
    ("t/4/ %2", "4/52"),
    ('"" t/*2', "2 4/52"),
    ('"" t/%2', "2"),
    ('"" *7*', "7 7/7"),
    ('"" t/%/5%', "4/5 4/52"),
    ('"" "t/***%%%*1"', "1 2/1"),
    ('"" t/nothing', ""),
    ('"" T/1', ""),
    ('"" inbox', "INBOX"),
    ('"" InB%', "INBOX"),
    ("In %box", "INBOX"),
    ('"" (t/*2 t/3)', "2 3 4/52"),
    ('(SUBSCRIBED) "" t/*', "1 2/1 6 7/7 8/8 8/9"),
    ('(SUBSCRIBED) "" t/%', "1 6"),
    ('(REMOTE) "" t/%', "1 2 3 4 7 8"),
    ('(SUBSCRIBED SPECIAL-USE) "" *', "Archive Drafts Junk Sent Trash"),
]


def test_patterns(tree: ImapClient) -> None:
    for arguments, found in PATTERNS:
        assert names(listed(tree, arguments)) == found, arguments


def test_attributes_that_were_asked_for(tree: ImapClient) -> None:
    assert listed(tree, '"" t/% RETURN (SUBSCRIBED CHILDREN)') == [
        '(\\HasNoChildren \\Subscribed) "t/1"',
        '(\\HasChildren) "t/2"',
        '(\\HasNoChildren) "t/3"',
        '(\\HasChildren) "t/4"',
        '(\\HasChildren) "t/7"',
        '(\\HasChildren) "t/8"',
    ]
    assert listed(tree, '(SUBSCRIBED) "" t/6') == [
        '(\\NonExistent \\HasNoChildren \\Subscribed) "t/6"'
    ]
    assert listed(tree, '"" t/6 RETURN (SUBSCRIBED)') == []
    assert listed(tree, '(SPECIAL-USE) "" Se%') == ['(\\HasNoChildren \\Sent) "Sent"']


def test_what_lies_below_is_hinted_at_unless_it_is_listed(tree: ImapClient) -> None:
    hint = ' ("CHILDINFO" ("SUBSCRIBED"))'
    recursive = "(SUBSCRIBED RECURSIVEMATCH)"
    assert listed(tree, f'{recursive} "" t/2%') == ['(\\HasChildren) "t/2"' + hint]
    assert listed(tree, f'{recursive} "" *7') == ['(\\HasNoChildren \\Subscribed) "t/7/7"']
    assert listed(tree, f'{recursive} "" *8') == [
        '(\\HasChildren) "t/8"' + hint,
        '(\\HasNoChildren \\Subscribed) "t/8/8"',
    ]
    assert listed(tree, f'{recursive} "" (t/2 t/2/1)') == ['(\\HasNoChildren \\Subscribed) "t/2/1"']
    tree.ok("SUBSCRIBE far/away")
    assert listed(tree, f'{recursive} "" far%') == ['(\\NonExistent \\HasNoChildren) "far"' + hint]
    assert listed(tree, '(SUBSCRIBED) "" far%') == []


def test_a_name_may_be_subscribed_before_there_is_a_mailbox(client: ImapClient) -> None:
    client.ok("SUBSCRIBE yet/to/come")
    client.ok("SUBSCRIBE yet/to/come")
    assert listed(client, '(SUBSCRIBED) "" yet*') == [
        '(\\NonExistent \\HasNoChildren \\Subscribed) "yet/to/come"'
    ]
    client.ok("CREATE yet/to/come")
    assert listed(client, '(SUBSCRIBED) "" yet*') == [
        '(\\HasNoChildren \\Subscribed) "yet/to/come"'
    ]
    client.ok("UNSUBSCRIBE yet/to/come")
    assert listed(client, '(SUBSCRIBED) "" yet*') == []
    assert client.do("UNSUBSCRIBE never")[-1].startswith(b"NO")
    assert client.do('SUBSCRIBE "Other Users/x/y"')[-1].startswith(b"NO")


def test_the_empty_pattern_asks_for_the_delimiter(client: ImapClient) -> None:
    assert client.ok('LIST "" ""') == [b'* LIST (\\Noselect) "/" ""']
    assert client.ok("LIST any/thing {0+}\r\n") == [b'* LIST (\\Noselect) "/" ""']
    assert client.ok('LIST "" ("")') == []


def test_status_in_lists(client: ImapClient) -> None:
    client.append("INBOX", LETTER, "(\\Seen)")
    client.append("INBOX", LETTER, "(\\Deleted)")
    lines = client.ok('LIST "" (INBOX Archive) RETURN (STATUS (MESSAGES UNSEEN DELETED SIZE))')
    assert lines[2:] == [
        b'* STATUS "INBOX" (MESSAGES 2 UNSEEN 1 DELETED 1 SIZE %d)' % (2 * len(LETTER)),
        b'* STATUS "Archive" (MESSAGES 0 UNSEEN 0 DELETED 0 SIZE 0)',
    ]


def test_all_that_status_tells(client: ImapClient) -> None:
    client.append("Archive", LETTER)
    box = Mailbox.objects.get(name="Archive")
    items = "MESSAGES UIDNEXT UIDVALIDITY UNSEEN APPENDLIMIT MAILBOXID messages"
    assert client.ok(f"STATUS Archive ({items})") == [
        b'* STATUS "Archive" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY %d UNSEEN 1'
        b" APPENDLIMIT 52428800 MAILBOXID (%b))" % (box.uid_validity, box.id.encode())
    ]
    (line,) = client.ok("STATUS Archive (HIGHESTMODSEQ)")[:1]
    opened = b"\n".join(client.ok("SELECT Archive"))
    modseq = line.partition(b"HIGHESTMODSEQ ")[2].removesuffix(b")")
    assert b"[HIGHESTMODSEQ %b]" % modseq in opened
    assert client.do("STATUS Nowhere (MESSAGES)")[-1].startswith(b"NO [NONEXISTENT]")


def test_what_select_says(client: ImapClient) -> None:
    client.append("Archive", LETTER, "(\\Seen)")
    client.append("Archive", LETTER, "(Own)")
    box = Mailbox.objects.get(name="Archive")
    client.hides_recent = False
    lines = client.ok("SELECT Archive")
    flags = b"\\Answered \\Flagged \\Deleted \\Seen \\Draft Own"
    assert [line.partition(b"]")[0] for line in lines] == [
        b"* OK [CLOSED",
        b"* FLAGS (" + flags + b")",
        b"* OK [PERMANENTFLAGS (" + flags + b" \\*)",
        b"* 2 EXISTS",
        b"* 2 RECENT",
        b"* OK [UNSEEN 2",
        b"* OK [UIDVALIDITY %d" % box.uid_validity,
        b"* OK [UIDNEXT 3",
        b"* OK [HIGHESTMODSEQ " + str(box.account.modseq).encode(),
        b"* OK [MAILBOXID (%b)" % box.id.encode(),
    ]
    assert b"* OK [PERMANENTFLAGS ()]" in b"\n".join(client.ok("EXAMINE Archive"))
    client.ok("ENABLE IMAP4rev2")
    lines = client.ok("SELECT Archive")
    assert lines[-1] == b'* LIST () "/" "Archive"'
    assert not any(b"RECENT" in line or b"UNSEEN" in line for line in lines)


def test_a_select_that_fails_leaves_no_mailbox(client: ImapClient) -> None:
    assert client.do("SELECT &")[-1].startswith(b"BAD")
    client.ok("CHECK")
    *lines, end = client.do("SELECT Nowhere")
    assert lines == [b"* OK [CLOSED] The earlier mailbox is closed"]
    assert end.startswith(b"NO [NONEXISTENT]")
    assert client.do("CHECK")[-1].startswith(b"BAD")


NAMES = [
    (b'"&AOQ-"', b'"&AOQ-"'),
    (b'"a&-b"', b'"a&-b"'),
    (b'"&ZeVnLIqe-/&2D3eAA-"', b'"&ZeVnLIqe-/&2D3eAA-"'),
    (b'"with \\"quotes\\" and \\\\"', b'"with \\"quotes\\" and \\\\"'),
    (b"{3+}\r\na b", b'"a b"'),
    (b'"(odd) {name}"', b'"(odd) {name}"'),
    (b'"\xc3\xa4\xc3\xb6"', b'"&AOQA9g-"'),
]


def test_names_on_the_wire(client: ImapClient) -> None:
    for given, written in NAMES:
        client.ok(b"CREATE " + given)
        assert client.ok(b'LIST "" ' + given) == [b'* LIST (\\HasNoChildren) "/" ' + written], given
        assert client.ok(b"STATUS " + given + b" (MESSAGES)") == [
            b"* STATUS " + written + b" (MESSAGES 0)"
        ]
    client.ok("ENABLE IMAP4rev2")
    assert client.ok('LIST "" "\u00e4\u00f6"'.encode()) == [
        b'* LIST (\\HasNoChildren) "/" "\xc3\xa4\xc3\xb6"'
    ]
    client.ok('CREATE "R&D"')
    assert client.ok('LIST "" "R&D"') == [b'* LIST (\\HasNoChildren) "/" "R&D"']


@pytest.mark.parametrize("name", ["&", '"&AOE"', '"&x-"', '"&2D0-"', '"a&AOE b-"'])
def test_names_that_are_not_encoded_well(client: ImapClient, name: str) -> None:
    commands = ("CREATE {}", "STATUS {} (MESSAGES)", "RENAME {} x", "SUBSCRIBE {}", 'LSUB "" {}')
    for command in commands:
        assert client.do(command.format(name))[-1].startswith(b"BAD"), command
    client.ok("NOOP")


def test_what_cannot_be_made_or_removed(client: ImapClient) -> None:
    for command, code in [
        ("CREATE INBOX", b"ALREADYEXISTS"),
        ("CREATE Sent", b"ALREADYEXISTS"),
        ('CREATE ""', b"CANNOT"),
        ("CREATE a//b", b"CANNOT"),
        ("CREATE x (USE (\\All))", b"USEATTR"),
        ("CREATE " + "x" * 300, b"CANNOT"),
        ("DELETE inbox", b"CANNOT"),
        ("DELETE Sent", b"CANNOT"),
        ("DELETE Nowhere", b"NONEXISTENT"),
        ("RENAME Nowhere x", b"NONEXISTENT"),
        ("RENAME Sent x", b"CANNOT"),
    ]:
        assert client.do(command)[-1].startswith(b"NO [" + code + b"]"), command


def test_who_shares_a_mailbox_with_others_sees_what_they_do(
    connect: Connect, anna: Person, ben: Person
) -> None:
    anna_client = connect("INBOX")
    anna_client.append("INBOX", LETTER)
    delegate(SYSTEM, anna.id, ben.id, may_send=False)
    box = f'"Other Users/{anna.email}/INBOX"'
    ben_client = connect("", ben)
    ben_client.ok(f"SELECT {box}")
    ben_client.ok("STORE 1 +FLAGS (\\Flagged)")
    assert anna_client.ok("NOOP")[-1].endswith(b"FETCH (UID 1 FLAGS (\\Flagged))")
    assert ben_client.do("RENAME " + box + " Mine")[-1].startswith(b"NO [CANNOT]")
