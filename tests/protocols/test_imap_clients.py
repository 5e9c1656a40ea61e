"""IMAP of a running `bureau serve`, driven by the Python clients IMAPClient and aioimaplib."""

import asyncio
from datetime import UTC, datetime

import pytest
from aioimaplib import IMAP4
from imapclient import IMAPClient

from tests.fixtures.server import MakeServer

from .imap_site import ANNA, ImapSite, letter, make_site


@pytest.fixture(scope="module")
def site(make_server: MakeServer) -> ImapSite:
    return make_site(make_server)


def connect(site: ImapSite) -> IMAPClient:
    client = IMAPClient("127.0.0.1", site.port, ssl=False, timeout=30)
    client.login(ANNA, site.password)
    return client


def test_imapclient_finds_its_folders_by_use(site: ImapSite) -> None:
    with connect(site) as client:
        assert client.find_special_folder(b"\\Sent") == "Sent"
        assert client.find_special_folder(b"\\Trash") == "Trash"
        assert client.namespace().personal == (("", "/"),)
        client.create_folder("Entw\u00fcrfe & mehr")
        assert "Entw\u00fcrfe & mehr" in [name for _, _, name in client.list_folders()]
        client.delete_folder("Entw\u00fcrfe & mehr")


def test_imapclient_files_reads_searches_and_moves(site: ImapSite) -> None:
    with connect(site) as client:
        moment = datetime(2024, 2, 1, 12, 30, tzinfo=UTC)
        client.append("INBOX", letter(1), ["\\Flagged", "Mine"], moment)
        assert client.select_folder("INBOX")[b"EXISTS"] == 1
        (uid,) = client.search(["SUBJECT", "Letter 1"])
        items = ["ENVELOPE", "BODYSTRUCTURE", "FLAGS", "INTERNALDATE", "RFC822.SIZE"]
        found = client.fetch([uid], items)[uid]
        envelope = found[b"ENVELOPE"]
        assert (envelope.subject, str(envelope.from_[0])) == (
            b"Letter 1",
            "Vera <vera@vendor.example>",
        )
        assert found[b"BODYSTRUCTURE"][:2] == (b"text", b"plain")
        assert found[b"RFC822.SIZE"] == len(letter(1))
        assert {b"\\Flagged", b"Mine"} <= set(found[b"FLAGS"])
        assert found[b"INTERNALDATE"].astimezone(UTC) == moment
        assert client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"] == letter(1)
        client.add_flags([uid], ["\\Answered"])
        assert client.search(["ANSWERED", "SINCE", datetime(2024, 2, 1, tzinfo=UTC)]) == [uid]
        client.copy([uid], "Archive")
        client.move([uid], "Trash")
        assert client.folder_status("Trash", ["MESSAGES"]) == {b"MESSAGES": 1}
        assert client.folder_status("Archive", ["MESSAGES"]) == {b"MESSAGES": 1}
        assert client.search("ALL") == []


def test_aioimaplib_idles_while_imapclient_files(site: ImapSite) -> None:
    async def told() -> list[bytes]:
        client = IMAP4("127.0.0.1", site.port, timeout=30)
        await client.wait_hello_from_server()
        assert (await client.login(ANNA, site.password)).result == "OK"
        await client.select("Drafts")
        idle = await client.idle_start(timeout=20)
        await asyncio.to_thread(file_one)
        news: list[bytes] = []
        while b"1 EXISTS" not in news:
            news += await client.wait_server_push(timeout=20)
        client.idle_done()
        await asyncio.wait_for(idle, 10)
        answer = await client.fetch("1", "(FLAGS)")
        await client.logout()
        return [*news, *map(bytes, answer.lines)]

    def file_one() -> None:
        with connect(site) as client:
            client.append("Drafts", letter(2), ["\\Draft"])

    lines = asyncio.run(told())
    assert b"1 EXISTS" in lines
    assert any(b"\\Draft" in line for line in lines)
