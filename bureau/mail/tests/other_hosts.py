"""Mail hosts of other organisations on loopback, with TLS, and a web server for their policies."""

import datetime
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .mail_servers import _free_port


@dataclass
class Authority:
    """A certificate authority of the test."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def __post_init__(self) -> None:
        self.certificate = _certificate("Test CA", self.key, "Test CA", self.key, is_ca=True)
        self.path = self.folder / "ca.pem"
        self.path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, *names: str) -> tuple[ssl.SSLContext, x509.Certificate]:
        """Return a server's context for these names, and its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(names[0], key, "Test CA", self.key, names=names)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path = self.folder / f"{names[0]}.pem"
        chain = [one.public_bytes(serialization.Encoding.PEM) for one in (made, self.certificate)]
        path.write_bytes(pem + b"".join(chain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context, made

    def trusted(self) -> ssl.SSLContext:
        """Return a client's context that believes this authority alone."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.path)
        return context


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    signer: ec.EllipticCurvePrivateKey,
    *,
    is_ca: bool = False,
    names: tuple[str, ...] = (),
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )
    if names:
        alternative = x509.SubjectAlternativeName([x509.DNSName(one) for one in names])
        builder = builder.add_extension(alternative, critical=False)
    return builder.sign(signer, hashes.SHA256())


@dataclass
class OtherHost:
    """A host outside: what it got, over how many connections, and how it refuses."""

    refuses: dict[str, str] = field(default_factory=dict)
    received: list[tuple[str, list[str], bytes, bool]] = field(default_factory=list)
    connections: int = 0
    reports: bool = False
    parameters: list[str] = field(default_factory=list)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        session.host_name = hostname
        if session.ssl is None:
            self.connections += 1
        kept = [line for line in lines[:-1] if line != "250-SMTPUTF8"]
        return [*kept, *(["250-DSN"] if self.reports else []), lines[-1]]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        to = list(envelope.rcpt_tos)
        sender = "" if envelope.mail_from == "<>" else envelope.mail_from or ""
        self.received.append((sender, to, content, session.ssl is not None))
        return "250 2.0.0 Taken"


class _Reporting(SMTP):
    """Takes the parameters of RFC 3461 and writes them down."""

    async def smtp_MAIL(self, arg: str | None) -> None:
        await super().smtp_MAIL(self._noted(arg))

    async def smtp_RCPT(self, arg: str | None) -> None:
        await super().smtp_RCPT(self._noted(arg))

    def _noted(self, arg: str | None) -> str | None:
        words = (arg or "").split(" ")
        wanted = ("RET=", "ENVID=", "NOTIFY=", "ORCPT=")
        self.event_handler.parameters += [one for one in words if one.startswith(wanted)]
        return " ".join(one for one in words if not one.startswith(wanted))


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Reporting(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(host: OtherHost, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run a host; yield its port."""
    controller = _Controller(
        host, hostname="127.0.0.1", port=_free_port(), tls_context=context, require_starttls=False
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def policy_server(context: ssl.SSLContext, answers: dict[str, bytes]) -> Iterator[int]:
    """Serve bytes by path over HTTPS; yield the port."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline().split(b" ")[1].decode()
            while self.rfile.readline().strip():
                pass
            self.wfile.write(answers.get(path, b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"))

    class Server(socketserver.ThreadingTCPServer):
        def get_request(self) -> tuple[Any, Any]:
            sock, address = super().get_request()
            return context.wrap_socket(sock, server_side=True), address

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Broken handshakes are part of the tests."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        with suppress(OSError):
            server.shutdown()
            server.server_close()
