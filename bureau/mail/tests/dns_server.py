"""A name server on loopback that knows exactly what a test tells it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import pytest

from bureau.platform.config import config

from ..trust import dns as our_dns


@dataclass
class Zone:
    """What the server knows, and what it was asked."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Names that are answered with SERVFAIL."""
    silent: set[str] = field(default_factory=set)
    """Names that are never answered."""
    is_validated: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, kind: str, *texts: str) -> None:
        """Add records, as in a zone file; TXT is quoted here."""
        made = [_quoted(text) if kind == "TXT" else text for text in texts]
        self.records.setdefault((name.lower(), kind), []).extend(made)

    def answer(self, wire: bytes) -> bytes | None:
        """Answer a question."""
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        if name in self.silent:
            return None
        response = dns.message.make_response(query, recursion_available=True)
        if self.is_validated:
            response.flags |= dns.flags.AD
        if name in self.broken:
            response.set_rcode(dns.rcode.SERVFAIL)
        elif texts := self.records.get((name, kind)):
            response.answer.append(
                dns.rrset.from_text_list(question.name, 300, dns.rdataclass.IN, kind, texts)
            )
        elif not any(known == name or known.endswith("." + name) for known, _ in self.records):
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response.to_wire()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return " ".join(f'"{escaped[at : at + 250]}"' for at in range(0, len(escaped), 250))


def _bound(datagram: Any, stream: Any) -> tuple[Any, Any, int]:
    """Return servers on one port; another program may hold it for one of the two protocols."""
    for _ in range(20):
        udp = socketserver.ThreadingUDPServer(("127.0.0.1", 0), datagram)
        port: int = udp.server_address[1]
        with suppress(OSError):
            return udp, socketserver.ThreadingTCPServer(("127.0.0.1", port), stream), port
        udp.server_close()
    raise AssertionError("no port is free")


@contextmanager
def name_server(zone: Zone) -> Iterator[str]:
    """Serve the zone over UDP and TCP on one port; yield `host:port`."""

    class Datagram(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            wire, sock = self.request
            if (answer := zone.answer(wire)) is not None:
                sock.sendto(answer, self.client_address)

    class Stream(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            length = int.from_bytes(self.request.recv(2), "big")
            if (answer := zone.answer(self.request.recv(length))) is not None:
                self.request.sendall(len(answer).to_bytes(2, "big") + answer)

    udp, tcp, port = _bound(Datagram, Stream)
    threads = [
        threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True) for one in (udp, tcp)
    ]
    for thread in threads:
        thread.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        for one in (udp, tcp):
            one.shutdown()
            one.server_close()


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """A zone that all look-ups of mail go to."""
    known = Zone()
    with name_server(known) as where:
        monkeypatch.setenv("BUREAU_DNS", where)
        config.cache_clear()
        our_dns.forget()
        yield known
    monkeypatch.undo()
    config.cache_clear()
    our_dns.forget()
