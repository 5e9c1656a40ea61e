"""Mailboxes over IMAP: listing, making, renaming, removing, those of others."""

import pytest

from bureau.people import SYSTEM, Person, create_group

from ..actions.open_account import category_mailbox
from ..actions.share import delegate
from ..models import Mailbox
from .conftest import MakePerson
from .imap_client import LETTER, ImapClient
from .imap_fixtures import Connect, client, connect, imap_port

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["client", "connect", "create_group", "imap_port"]

STANDARD = [
    b'* LIST (\\HasNoChildren) "/" "INBOX"',
    b'* LIST (\\HasNoChildren \\Drafts) "/" "Drafts"',
    b'* LIST (\\HasNoChildren \\Sent) "/" "Sent"',
    b'* LIST (\\HasNoChildren \\Archive) "/" "Archive"',
    b'* LIST (\\HasNoChildren \\Junk) "/" "Junk"',
    b'* LIST (\\HasNoChildren \\Trash) "/" "Trash"',
]


def names(lines: list[bytes]) -> list[str]:
    """Return the paths of LIST answers, sorted."""
    return sorted(line.decode().rpartition(' "/" ')[2].strip('"') for line in lines)


def test_the_standard_mailboxes_with_their_uses(client: ImapClient, anna: Person) -> None:
    category_mailbox(anna.id, Mailbox.Category.SOCIAL)
    assert client.ok('LIST "" "*"') == STANDARD
    assert client.ok('LIST "" %') == STANDARD
    assert client.ok('LIST "" ""') == [b'* LIST (\\Noselect) "/" ""']
    assert client.ok('LIST (SPECIAL-USE) "" "*"') == STANDARD[1:]
    assert client.ok("NAMESPACE") == [b'* NAMESPACE (("" "/")) NIL NIL']


def test_making_a_path_makes_what_lies_above(client: ImapClient) -> None:
    end = client.do("CREATE Work/2024/")[-1]
    assert end.startswith(b"OK [MAILBOXID (")
    client.ok("CREATE Work/2025")
    assert client.do("CREATE work")[-1].startswith(b"OK")
    assert client.do("CREATE Work/2024")[-1].startswith(b"NO [ALREADYEXISTS]")
    assert client.do("CREATE inbox")[-1].startswith(b"NO [ALREADYEXISTS]")
    assert names(client.ok('LIST "" Work*')) == ["Work", "Work/2024", "Work/2025"]
    assert names(client.ok("LIST Work/ %")) == ["Work/2024", "Work/2025"]
    assert client.ok('LIST "" Work') == [b'* LIST (\\HasChildren) "/" "Work"']
    assert client.do("CREATE " + "/".join("abcdefghijklm"))[-1].startswith(b"NO [CANNOT]")


def test_a_new_mailbox_of_an_old_name_has_other_uids(client: ImapClient) -> None:
    def validity() -> bytes:
        return client.ok("STATUS Work (UIDVALIDITY)")[0]

    client.ok("CREATE Work")
    before = validity()
    client.ok("DELETE Work")
    client.ok("CREATE Work")
    assert validity() != before


def test_deleting(client: ImapClient) -> None:
    client.ok("CREATE Work/2024")
    assert client.do("DELETE Work")[-1].startswith(b"NO [HASCHILDREN]")
    assert client.do("DELETE INBOX")[-1].startswith(b"NO [CANNOT]")
    assert client.do("DELETE Nowhere")[-1].startswith(b"NO [NONEXISTENT]")
    client.ok("DELETE Work/2024")
    client.ok("DELETE Work")
    assert client.ok('LIST "" *') == STANDARD


def test_renaming_takes_along_what_lies_below(client: ImapClient) -> None:
    client.ok("CREATE a/b")
    client.append("a/b", LETTER)
    client.ok("RENAME a x/y")
    assert names(client.ok('LIST "" (a* x*)')) == ["x", "x/y", "x/y/b"]
    assert client.ok("STATUS x/y/b (MESSAGES)") == [b'* STATUS "x/y/b" (MESSAGES 1)']
    assert client.do("RENAME x Sent")[-1].startswith(b"NO [ALREADYEXISTS]")
    assert client.do("RENAME Sent Gone")[-1].startswith(b"NO [CANNOT]")
    assert client.do("RENAME x x/z")[-1].startswith(b"NO [CANNOT]")


def test_renaming_the_inbox_moves_what_is_in_it(client: ImapClient) -> None:
    client.append("INBOX", LETTER)
    client.ok("RENAME INBOX Old")
    assert client.ok("STATUS Old (MESSAGES)") == [b'* STATUS "Old" (MESSAGES 1)']
    assert client.ok("STATUS INBOX (MESSAGES)") == [b'* STATUS "INBOX" (MESSAGES 0)']


def test_subscriptions(client: ImapClient) -> None:
    for path in ("test", "test2/test", "test3/test3"):
        client.ok(f"CREATE box/{path}")
        client.ok(f"SUBSCRIBE box/{path}")
    assert client.ok('LSUB "" box/%') == [
        b'* LSUB () "/" "box/test"',
        b'* LSUB (\\Noselect) "/" "box/test2"',
        b'* LSUB (\\Noselect) "/" "box/test3"',
    ]
    client.ok("UNSUBSCRIBE box/test")
    assert client.ok('LSUB "" *test') == [b'* LSUB () "/" "box/test2/test"']
    assert client.ok('LIST (SUBSCRIBED) "" box/*') == [
        b'* LIST (\\HasNoChildren \\Subscribed) "/" "box/test2/test"',
        b'* LIST (\\HasNoChildren \\Subscribed) "/" "box/test3/test3"',
    ]
    assert client.ok('LIST (SUBSCRIBED RECURSIVEMATCH) "" box/test%') == [
        b'* LIST (\\HasChildren) "/" "box/test2" ("CHILDINFO" ("SUBSCRIBED"))',
        b'* LIST (\\HasChildren) "/" "box/test3" ("CHILDINFO" ("SUBSCRIBED"))',
    ]
    for wrong in ("(NONSENSE)", "(RECURSIVEMATCH)", "(RECURSIVEMATCH REMOTE)"):
        assert client.do(f'LIST {wrong} "" *')[-1].startswith(b"BAD")


def test_a_subscribed_name_stays_after_the_mailbox_is_gone(client: ImapClient) -> None:
    client.ok("CREATE box/old")
    client.ok("SUBSCRIBE box/old")
    client.ok("DELETE box/old")
    assert client.ok('LIST (SUBSCRIBED) "" box*') == [
        b'* LIST (\\NonExistent \\HasNoChildren \\Subscribed) "/" "box/old"'
    ]
    assert client.ok('LSUB "" box/*') == [b'* LSUB (\\Noselect) "/" "box/old"']
    client.ok("CREATE box/old")
    assert client.ok('LSUB "" box/*') == [b'* LSUB () "/" "box/old"']
    client.ok("DELETE box/old")
    client.ok("UNSUBSCRIBE box/old")
    assert client.ok('LSUB "" box/*') == []


def test_listing_with_status_reads_no_message(client: ImapClient) -> None:
    client.append("INBOX", LETTER, "(\\Seen)")
    client.append("INBOX", LETTER)
    found = client.ok('LIST "" INBOX RETURN (CHILDREN STATUS (MESSAGES UNSEEN UIDNEXT))')
    assert found == [STANDARD[0], b'* STATUS "INBOX" (MESSAGES 2 UNSEEN 1 UIDNEXT 3)']


def test_names_in_other_scripts(client: ImapClient) -> None:
    client.ok("CREATE Entw&APw-rfe")
    assert Mailbox.objects.filter(name="Entw\u00fcrfe").count() == 1
    assert client.ok('LIST "" Entw*') == [b'* LIST (\\HasNoChildren) "/" "Entw&APw-rfe"']
    client.ok("ENABLE IMAP4rev2")
    assert client.ok('LIST "" Entw*') == ['* LIST (\\HasNoChildren) "/" "Entw\u00fcrfe"'.encode()]


def test_a_slash_in_a_name_of_the_web_is_no_level(client: ImapClient, anna: Person) -> None:
    Mailbox.objects.create(account_id=anna.id, name="A/B")
    client.ok("ENABLE UTF8=ACCEPT")
    assert names(client.ok('LIST "" A%')) == ["Archive", "A\u2215B"]
    client.ok('SELECT "A\u2215B"')


def test_accounts_of_others_are_a_namespace(
    connect: Connect, anna: Person, make_person: MakePerson
) -> None:
    desk = make_person("desk", "Help Desk", kind="service")
    one = connect()
    assert one.ok('LIST "" "Other*"') == []
    delegate(SYSTEM, desk.id, anna.id, may_send=False)
    one = connect("INBOX")
    assert one.ok("NAMESPACE") == [b'* NAMESPACE (("" "/")) (("Other Users/" "/")) NIL']
    listed = one.ok('LIST "" "Other*"')
    assert listed[:3] == [
        b'* LIST (\\Noselect \\HasChildren) "/" "Other Users"',
        b'* LIST (\\Noselect \\HasChildren) "/" "Other Users/desk@demo.example"',
        b'* LIST (\\HasNoChildren) "/" "Other Users/desk@demo.example/INBOX"',
    ]
    one.append("INBOX", LETTER, "(\\Flagged)")
    one.ok("NOOP")
    inbox = '"Other Users/desk@demo.example/INBOX"'
    assert one.do(f"MOVE 1 {inbox}")[-2:] == [b"* 1 EXPUNGE", b"OK Done"]
    one.ok(f"SELECT {inbox}")
    assert one.ok("FETCH 1 FLAGS") == [b"* 1 FETCH (FLAGS (\\Flagged))"]


def test_nobody_sees_accounts_that_are_not_theirs(connect: Connect, ben: Person) -> None:
    one = connect()
    for path in ("Other Users/ben@demo.example/INBOX", "Other Users", "Other Users/x"):
        assert one.do(f'SELECT "{path}"')[-1].startswith(b"NO [NONEXISTENT]")
