"""The SMTP client: where mail for a domain goes (smarthost or MX), and one conversation with that
host.
"""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import dns.exception
import dns.resolver

from bureau.platform.config import config

TIMEOUT_S = 60.0
PER_DESTINATION = 3
MOST_HOSTS = 4

_slots: dict[str, threading.BoundedSemaphore] = {}
_slots_lock = threading.Lock()


EXAMPLE_REPLY = "250 2.0.0 Kept here: .example is reserved for examples"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the next host said about a recipient."""

    is_accepted: bool
    is_permanent: bool
    reply: str


@dataclass(frozen=True, slots=True)
class Host:
    """A host to connect to."""

    name: str
    port: int
    user: str = ""
    password: str = ""
    is_implicit_tls: bool = False
    is_smarthost: bool = False


class NoRoute(Exception):
    """The domain has no host that takes its mail; `is_permanent` when it never will."""

    def __init__(self, reply: str, is_permanent: bool) -> None:
        super().__init__(reply)
        self.reply = reply
        self.is_permanent = is_permanent


@contextmanager
def slot(domain: str) -> Iterator[bool]:
    """Hold one of the few connections that a destination gets at a time; False when all are
    taken.
    """
    destination = "smarthost" if config().smarthost else domain
    with _slots_lock:
        taken = _slots.setdefault(destination, threading.BoundedSemaphore(PER_DESTINATION))
    is_free = taken.acquire(blocking=False)
    try:
        yield is_free
    finally:
        if is_free:
            taken.release()


def transmit(
    raw: bytes, envelope_from: str, recipients: Sequence[str], domain: str
) -> dict[str, Outcome]:
    """Offer the message to the domain's hosts in turn; returns an outcome for every recipient.

    Names below `.example` are made for examples and never lead anywhere (RFC 2606): the demo
    company's outside world lives there. Without a smarthost such mail ends here, without a report.
    """
    if domain.endswith(".example") and not config().smarthost:
        return dict.fromkeys(recipients, Outcome(True, False, EXAMPLE_REPLY))
    try:
        hosts = route(domain)
    except NoRoute as none:
        return dict.fromkeys(recipients, Outcome(False, none.is_permanent, none.reply))
    reply = "451 4.4.1 No host of the domain answered"
    for host in hosts[:MOST_HOSTS]:
        try:
            return _converse(host, raw, envelope_from, recipients)
        except (OSError, smtplib.SMTPException) as error:
            reply = f"451 4.4.1 {host.name}: {error}"
    return dict.fromkeys(recipients, Outcome(False, False, reply))


def route(domain: str) -> list[Host]:
    """Return the hosts for a domain, best first; raises `NoRoute`."""
    if config().smarthost:
        return [_smarthost(config().smarthost)]
    try:
        answer = dns.resolver.resolve(domain, "MX", lifetime=20)
        found = sorted((item.preference, str(item.exchange).rstrip(".")) for item in answer)
    except dns.resolver.NXDOMAIN:
        raise NoRoute("550 5.1.2 The domain does not exist", True) from None
    except dns.resolver.NoAnswer:
        found = [(0, domain)]
    except dns.exception.DNSException as error:
        raise NoRoute(f"451 4.4.3 The domain cannot be looked up: {error}", False) from None
    # A null MX (RFC 7505): the domain takes no mail.
    if [name for _, name in found] == [""]:
        raise NoRoute("556 5.1.10 The domain takes no mail", True)
    return [Host(name, 25) for _, name in found if name]


def _smarthost(url: str) -> Host:
    parts = urlsplit(url)
    is_tls = parts.scheme == "smtps"
    return Host(
        parts.hostname or "localhost",
        parts.port or (465 if is_tls else 587),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        is_tls,
        True,
    )


def _refuse_loopback(host: Host) -> None:
    """A domain whose MX is this very machine would hand our mail back to us for ever."""
    for *_, address in socket.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM):
        found = ip_address(str(address[0]).partition("%")[0])
        mapped = getattr(found, "ipv4_mapped", None) or found
        if mapped.is_loopback or mapped.is_unspecified:
            raise smtplib.SMTPException("the host's address is our own")


@contextmanager
def _connection(host: Host) -> Iterator[smtplib.SMTP]:
    name = config().domain
    if host.is_implicit_tls:
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            host.name,
            host.port,
            name,
            timeout=TIMEOUT_S,
            context=ssl.create_default_context(),
        )
    else:
        client = smtplib.SMTP(host.name, host.port, name, timeout=TIMEOUT_S)
    try:
        client.ehlo_or_helo_if_needed()
        if not host.is_implicit_tls and client.has_extn("starttls"):
            client.starttls(context=_tls(host))
            client.ehlo()
        if host.user:
            client.login(host.user, host.password)
        yield client
    finally:
        client.close()


def _tls(host: Host) -> ssl.SSLContext:
    """Certificates are checked where a password is sent; between strangers TLS is opportunistic."""
    context = ssl.create_default_context()
    if not host.user:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _converse(
    host: Host, raw: bytes, envelope_from: str, recipients: Sequence[str]
) -> dict[str, Outcome]:
    if not host.is_smarthost:
        _refuse_loopback(host)
    with _connection(host) as client:
        options = _mail_options(client, raw, envelope_from, recipients)
        code, answer = client.mail(envelope_from, options)
        if code != 250:
            return dict.fromkeys(recipients, _outcome(code, answer))
        outcomes = {email: _outcome(*client.rcpt(email)) for email in recipients}
        accepted = [email for email in recipients if outcomes[email].is_accepted]
        if accepted:
            code, answer = client.data(raw)
            outcomes.update(dict.fromkeys(accepted, _outcome(code, answer)))
        client.quit()
    return outcomes


def _mail_options(
    client: smtplib.SMTP, raw: bytes, envelope_from: str, recipients: Sequence[str]
) -> list[str]:
    options = []
    if client.has_extn("size"):
        options.append(f"size={len(raw)}")
    if not raw.isascii() and client.has_extn("8bitmime"):
        options.append("body=8bitmime")
    if not all(email.isascii() for email in (envelope_from, *recipients)):
        client.command_encoding = "utf-8"
        options.append("smtputf8")
    return options


def _outcome(code: int, answer: bytes) -> Outcome:
    reply = f"{code} {answer.decode('utf-8', 'replace')}".replace("\n", " ")
    return Outcome(200 <= code < 300, code >= 500, reply)
