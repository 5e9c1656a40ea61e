"""The SMTP and LMTP servers over plain sockets: ends of messages, chunks, reports, limits."""

import smtplib
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections

from bureau.people import Person
from bureau.platform.config import Endpoint
from bureau.platform.mime import parse

from ..actions.bounce import read_report
from ..models import Email, Submission, TraceEntry
from ..smtp import connection as smtp_connection
from ..smtp.connection import is_smuggled
from ..smtp.intake import serve_intake
from ..smtp.lmtp import serve_lmtp
from .dns_server import Zone
from .dns_server import zone as zone
from .letters import letter
from .mail_servers import running

pytestmark = pytest.mark.django_db(transaction=True)

BEGIN = b"EHLO x\r\nMAIL FROM:<v@vendor.example>\r\nRCPT TO:<anna@demo.example>\r\n"


@pytest.fixture
def port() -> Iterator[int]:
    with running(serve_intake) as number:
        yield number
    connections.close_all()


def said(port: int, *parts: bytes) -> list[bytes]:
    """Send the parts, each after an answer to the one before; return all reply lines."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as peer:
        answer = peer.recv(4096)
        for part in parts:
            peer.sendall(part)
            answer += peer.recv(65536)
        peer.sendall(b"QUIT\r\n")
        while more := peer.recv(65536):
            answer += more
    return answer.splitlines()


@pytest.mark.parametrize(
    "smuggled",
    [
        b"\n.\n",
        b"\n.\r\n",
        b"\r.\r",
        b"\r.\r\n",
        b"\r\n.\n",
        b"\r\n.\r",
    ],
)
def test_a_second_message_cannot_be_hidden_behind_a_strange_end(
    port: int, anna: Person, smuggled: bytes
) -> None:
    hidden = (
        b"MAIL FROM:<boss@demo.example>\r\nRCPT TO:<anna@demo.example>\r\nDATA\r\nX: y\r\n\r\nz"
    )
    lines = said(port, BEGIN + b"DATA\r\n", letter() + b"a" + smuggled + hidden + b"\r\n.\r\n")
    assert any(line.startswith(b"550 5.6.11") for line in lines)
    assert sum(line.startswith(b"354") for line in lines) == 1
    assert Email.objects.count() == 0


@pytest.mark.parametrize("body", [b"a\r\n..b\r\n", b"..\r\n", b"a\nb\r\n", b".. x\r\n"])
def test_lines_that_begin_with_a_dot_arrive_as_they_were(
    port: int, anna: Person, body: bytes
) -> None:
    said(port, BEGIN + b"DATA\r\n", letter() + body + b".\r\n")
    from bureau.platform import blobs

    stored = blobs.read(Email.objects.get(account_id=anna.id).blob)
    assert stored.endswith(b"One euro.\r\n" + body.replace(b"..", b".").replace(b"a\nb", b"a\r\nb"))


def test_what_is_smuggled_is_told_from_what_is_not() -> None:
    assert not is_smuggled(b"\r\na\r\n.b\r\n..\r\n")
    assert is_smuggled(b"\r\na\r\n.\r\n.\n")


def test_an_empty_message_ends_at_once(port: int, anna: Person) -> None:
    lines = said(port, BEGIN + b"DATA\r\n", b".\r\n")
    assert lines[-2].startswith(b"250 2.0.0")
    assert Email.objects.get(account_id=anna.id).subject == ""


def test_a_message_in_chunks_arrives_whole(port: int, anna: Person) -> None:
    content = letter() + b"\r\n.\r\nafter a dot\r\n"
    first, last = content[:50], content[50:]
    chunks = b"BDAT %d\r\n%sBDAT %d LAST\r\n%s" % (len(first), first, len(last), last)
    lines = said(port, BEGIN + chunks)
    assert [line[:9] for line in lines[-3:]] == [b"250 2.0.0", b"250 2.0.0", b"221 Bye"]
    email = Email.objects.get(account_id=anna.id)
    assert "after a dot" in email.words.body


def test_chunks_without_a_recipient_are_read_and_refused(port: int, anna: Person) -> None:
    lines = said(port, b"EHLO x\r\nBDAT 6 LAST\r\nQUIT\r\nNOOP\r\n")
    assert lines[-3].startswith(b"503 5.5.1")
    assert lines[-2].startswith(b"250")


def test_data_cannot_follow_a_chunk(port: int, anna: Person) -> None:
    lines = said(port, BEGIN + b"BDAT 3\r\nabcDATA\r\nRSET\r\n")
    assert lines[-3].startswith(b"503 5.5.1")
    assert Email.objects.count() == 0


def test_a_message_beyond_the_limit_is_read_and_refused(
    port: int, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.mail.smtp.server.LARGEST_MESSAGE", 200_000)
    lines = said(port, BEGIN + b"DATA\r\n", letter() + b"x" * 300_000 + b"\r\n.\r\n")
    assert any(line.startswith(b"552 5.3.4") for line in lines)
    lines = said(port, BEGIN + b"BDAT 300000 LAST\r\n" + b"x" * 300_000)
    assert any(line.startswith(b"552 5.3.4") for line in lines)
    refused = said(port, b"EHLO x\r\nMAIL FROM:<v@vendor.example> SIZE=300000\r\n")
    assert refused[-2].startswith(b"552")
    assert Email.objects.count() == 0


def test_one_host_has_only_so_many_connections(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_connection, "MOST_PER_HOST", 2)
    held = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(2)]
    assert all(one.recv(100).startswith(b"220") for one in held)
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as third:
        assert third.recv(100).startswith(b"421 4.7.0")
    for one in held:
        one.close()


def test_who_guesses_addresses_is_slowed_down_and_cut_off(
    port: int, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_connection, "TARPIT_S", 0.0)
    guesses = b"".join(b"RCPT TO:<g%d@demo.example>\r\n" % number for number in range(40))
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as peer:
        peer.sendall(b"EHLO x\r\nMAIL FROM:<v@vendor.example>\r\n" + guesses)
        answer = b""
        while more := peer.recv(65536):
            answer += more
    assert answer.count(b"550 5.1.1") == smtp_connection.MOST_REFUSALS
    assert b"421 4.7.0" in answer
    assert 0 < TraceEntry.objects.filter(step="refused").count() <= 30


def test_the_null_sender_is_taken_and_stays_empty(port: int, anna: Person) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.sendmail("", ["anna@demo.example"], letter("Report"))
    from bureau.platform import blobs

    stored = blobs.read(Email.objects.get(account_id=anna.id).blob)
    assert stored.startswith(b"Return-Path: <>\r\n")


def test_reports_of_success_go_to_senders_who_can_be_believed(
    port: int, anna: Person, zone: Zone
) -> None:
    zone.add("vendor.example", "TXT", "v=spf1 ip4:127.0.0.1 -all")
    asked = b"RCPT TO:<anna@demo.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a+2Bb@x.example\r\n"
    begin = b"EHLO x\r\nMAIL FROM:<v@vendor.example> RET=HDRS ENVID=abc\r\n" + asked
    lines = said(port, begin + b"DATA\r\n", letter() + b".\r\n")
    assert lines[-2].startswith(b"250 2.0.0")
    submission = Submission.objects.get()
    from bureau.platform import blobs

    raw = blobs.read(submission.blob)
    (report,), about = read_report(parse(raw), raw)
    assert (report.action, about) == ("delivered", "Offer@vendor.example")
    assert submission.recipients.get().email == "v@vendor.example"
    assert submission.envelope_from == ""


def test_nobody_gets_reports_of_success_for_mail_that_may_be_forged(
    port: int, anna: Person, zone: Zone
) -> None:
    asked = b"RCPT TO:<anna@demo.example> NOTIFY=SUCCESS\r\n"
    begin = b"EHLO x\r\nMAIL FROM:<v@vendor.example>\r\n" + asked
    said(port, begin + b"DATA\r\n", letter() + b".\r\n")
    assert Email.objects.count() == 1
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("notify", [b"SOMETIMES", b"NEVER,SUCCESS", b"SUCCESS;"])
def test_a_broken_wish_for_reports_is_refused(port: int, anna: Person, notify: bytes) -> None:
    begin = b"EHLO x\r\nMAIL FROM:<v@vendor.example>\r\n"
    lines = said(port, begin + b"RCPT TO:<anna@demo.example> NOTIFY=" + notify + b"\r\n")
    assert lines[-2].startswith(b"501")


def test_lmtp_answers_for_each_recipient(anna: Person, ben: Person) -> None:
    begin = (
        b"LHLO x\r\nMAIL FROM:<v@vendor.example>\r\nRCPT TO:<anna@demo.example>\r\n"
        b"RCPT TO:<nobody@demo.example>\r\nRCPT TO:<ben@demo.example>\r\n"
    )
    with running(serve_lmtp) as port:
        lines = said(port, begin + b"DATA\r\n", letter() + b".\r\n")
        assert said(port, b"EHLO x\r\n")[-2].startswith(b"500")
    assert [line[:3] for line in lines[-3:]] == [b"250", b"250", b"221"]
    assert any(line.startswith(b"550 5.1.1") for line in lines)
    assert Email.objects.filter(account_id__in=[anna.id, ben.id]).count() == 2
    connections.close_all()


def test_lmtp_keeps_what_one_recipient_may_not_have_from_the_others(
    anna: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ..smtp import lmtp

    def check(address: str) -> str:
        return "452 4.2.2 Full" if address.startswith("ben") else "250 2.1.5 Ok"

    begin = b"LHLO x\r\nMAIL FROM:<v@vendor.example>\r\n" + b"".join(
        b"RCPT TO:<%s@demo.example>\r\n" % name for name in (b"anna", b"ben")
    )
    with running(serve_lmtp) as port:
        monkeypatch.setattr(lmtp, "check_recipient", check)
        lines = said(port, begin + b"DATA\r\n", letter() + b".\r\n")
    assert [line[:3] for line in lines[-3:]] == [b"250", b"452", b"221"]
    assert Email.objects.get().account_id == anna.id
    connections.close_all()


def test_lmtp_listens_on_a_socket_of_the_file_system(tmp_path: Path, anna: Person) -> None:
    import asyncio
    import threading

    path = tmp_path / "lmtp"
    loop, stop, ready = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
    serving = serve_lmtp(stop, Endpoint(f"unix:{path}", 0), lambda port: ready.set())
    thread = threading.Thread(target=loop.run_until_complete, args=(serving,), daemon=True)
    thread.start()
    assert ready.wait(10)
    with smtplib.LMTP(str(path)) as client:
        client.sendmail("v@vendor.example", ["anna@demo.example"], letter().decode())
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()
    assert Email.objects.get().account_id == anna.id
    connections.close_all()
