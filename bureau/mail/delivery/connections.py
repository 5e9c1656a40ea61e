"""Connections to other hosts: opened with the protection that is due, kept for the next message,
and only so many for each destination.
"""

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address

from bureau.platform.config import config

from ..trust.dns import Lookups
from .protection import Protection, Unprotected
from .route import Host

TIMEOUT_S = 60.0
CONNECT_S = 20.0
PER_DESTINATION = 3
KEPT_S = 15.0
MOST_KEPT = 30
MOST_MESSAGES = 50
"""How many messages one connection carries; hosts expect that it ends some time."""

_slots: dict[str, threading.BoundedSemaphore] = {}
_lock = threading.Lock()
_kept: "dict[tuple[Host, str], list[Open]]" = {}


@dataclass(slots=True)
class Open:
    """A connection that is ready for a message."""

    client: smtplib.SMTP
    host: Host
    tls: str
    """Version and cipher, and what protected it; empty without TLS."""
    carried: int = 0
    idle_since: float = 0.0


@contextmanager
def slot(destination: str) -> Iterator[bool]:
    """Hold one of the few connections that a destination gets at a time; False when all are
    taken.
    """
    with _lock:
        taken = _slots.setdefault(destination, threading.BoundedSemaphore(PER_DESTINATION))
    is_free = taken.acquire(blocking=False)
    try:
        yield is_free
    finally:
        if is_free:
            taken.release()


@contextmanager
def connected(host: Host, protection: Protection, domain: str) -> Iterator[Open]:
    """Give a connection, a kept one where there is one; whatever breaks it closes it."""
    connection = _take(host, protection) or _open(host, protection, domain)
    try:
        yield connection
    except BaseException:
        connection.client.close()
        raise
    _keep(connection, protection)


def _take(host: Host, protection: Protection) -> Open | None:
    while True:
        with _lock:
            idle = _kept.get((host, protection.kind), [])
            connection = idle.pop() if idle else None
        if connection is None:
            return None
        is_fresh = time.monotonic() - connection.idle_since < KEPT_S
        with suppress(OSError, smtplib.SMTPException):
            if is_fresh and connection.client.rset()[0] == 250:
                return connection
        connection.client.close()


def _keep(connection: Open, protection: Protection) -> None:
    connection.carried += 1
    connection.idle_since = time.monotonic()
    with _lock:
        stale = _stale()
        is_kept = connection.carried < MOST_MESSAGES and sum(map(len, _kept.values())) < MOST_KEPT
        if is_kept:
            _kept.setdefault((connection.host, protection.kind), []).append(connection)
    if not is_kept:
        stale.append(connection)
    for one in stale:
        _end(one)


def _stale() -> list[Open]:
    oldest = time.monotonic() - KEPT_S
    found = []
    for key, idle in list(_kept.items()):
        found += [one for one in idle if one.idle_since < oldest]
        _kept[key] = [one for one in idle if one.idle_since >= oldest]
        if not _kept[key]:
            del _kept[key]
    return found


def close_kept() -> None:
    """End all connections that wait for another message."""
    with _lock:
        found = [one for idle in _kept.values() for one in idle]
        _kept.clear()
    for one in found:
        _end(one)


def _end(connection: Open) -> None:
    with suppress(OSError, smtplib.SMTPException):
        connection.client.quit()
    connection.client.close()


def _open(host: Host, protection: Protection, domain: str) -> Open:
    client = _greeted(host, protection)
    try:
        tls = _protect(client, host, protection, domain)
        if host.user:
            client.login(host.user, host.password)
    except BaseException:
        client.close()
        raise
    return Open(client, host, tls)


def _greeted(host: Host, protection: Protection) -> smtplib.SMTP:
    failure: OSError | smtplib.SMTPException = OSError("the host has no address")
    for address in _addresses(host):
        client = _client(host, protection)
        try:
            code, words = client.connect(address, host.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, words)
            # The name, not the address, is what a certificate is for.
            client._host = host.name  # type: ignore[attr-defined]
            if client.sock is not None:
                client.sock.settimeout(TIMEOUT_S)
            client.ehlo_or_helo_if_needed()
            return client
        except (OSError, smtplib.SMTPException) as error:
            client.close()
            failure = error
    raise failure


def _client(host: Host, protection: Protection) -> smtplib.SMTP:
    name = config().domain
    if host.is_implicit_tls:
        return _Implicit(host.name, name, protection.context())
    return smtplib.SMTP(local_hostname=name, timeout=CONNECT_S)


class _Implicit(smtplib.SMTP_SSL):
    """Connects to an address, and expects the certificate of a name."""

    def __init__(self, name: str, local_name: str, context: ssl.SSLContext) -> None:
        self._name = name
        super().__init__(local_hostname=local_name, timeout=CONNECT_S, context=context)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        return self.context.wrap_socket(plain, server_hostname=self._name)


def _addresses(host: Host) -> list[str]:
    """Return where to connect: a relay is looked up as anything on this machine is."""
    if host.is_relay:
        return [host.name]
    lookups = Lookups(CONNECT_S)
    found = [*lookups.addresses(host.name, 4), *lookups.addresses(host.name, 6)]
    refuse_own(found)
    return found


def refuse_own(addresses: Sequence[str]) -> None:
    """A domain whose MX is this very machine would hand our mail back to us for ever."""
    for address in addresses:
        found = ip_address(address)
        mapped = getattr(found, "ipv4_mapped", None) or found
        if mapped.is_loopback or mapped.is_unspecified:
            raise smtplib.SMTPException("the host's address is our own")


def _protect(client: smtplib.SMTP, host: Host, protection: Protection, domain: str) -> str:
    if not host.is_implicit_tls:
        if not client.has_extn("starttls"):
            if protection.is_required:
                raise Unprotected(f"{host.name} offers no TLS")
            return ""
        code, words = client.starttls(context=protection.context())
        if code != 220:
            if protection.is_required:
                raise Unprotected(f"{host.name} refuses TLS: {words!r}")
            return ""
        client.ehlo()
    protection.check(client.sock, host, domain)
    sock = client.sock
    version = sock.version() if isinstance(sock, ssl.SSLSocket) else ""
    return f"{version or 'TLS'} {protection.kind}"
