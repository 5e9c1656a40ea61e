"""Asking other hosts for something at an address that somebody gave, without reaching into our
own network.

Every name is resolved here, every address it has must be a public one, and the connection goes to
the very address that was judged; each redirection is judged again. No cookies, no referrer, and a
deadline for the whole exchange, however slowly the other side speaks.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urljoin, urlsplit

TIMEOUT_S = 10.0
MOST_REDIRECTIONS = 3
PORTS = {"http": 80, "https": 443}
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
_AT_ONCE = 64 << 10


Resolve = Callable[[str, int], Sequence[str]]
"""Returns the addresses of a host and port."""


class Unreachable(Exception):
    """There is no answer to be had; the text says why, for people. `status` is what the other
    host answered, if it did.
    """

    def __init__(self, words: str, status: int | None = None) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found."""

    content: bytes
    media_type: str
    """As the other host says, lower case, without parameters."""
    etag: str = ""
    last_modified: str = ""
    """What the other host calls this version (RFC 9110 §8.8); empty where it does not say."""


class Unchanged(Exception):
    """What is there is the version that the caller has (RFC 9110 §15.4.5)."""


@dataclass(frozen=True, slots=True)
class _Wish:
    method: str
    body: bytes | None
    headers: Mapping[str, str]
    most_bytes: int
    deadline: float
    resolve: Resolve


def fetch(url: str, most_bytes: int, *, accept: str = "*/*") -> Fetched:
    """Return what is at an address, following redirections; raises `Unreachable`."""
    return _follow(url, _reading(accept, most_bytes, system_addresses))


def fetch_changed(
    url: str,
    most_bytes: int,
    *,
    accept: str,
    etag: str,
    last_modified: str,
    resolve: Resolve | None = None,
) -> Fetched:
    """Return what is at an address if it is another version than these; raises `Unchanged` or
    `Unreachable`.
    """
    wish = _reading(accept, most_bytes, resolve or system_addresses)
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    asked = {name: value for name, value in known.items() if value}
    return _follow(url, replace(wish, headers={**wish.headers, **asked}))


def _follow(url: str, wish: _Wish) -> Fetched:
    for _ in range(MOST_REDIRECTIONS + 1):
        found = _ask(url, wish)
        if isinstance(found, Fetched):
            return found
        url = urljoin(url, found)
    raise Unreachable("The address leads from one place to the next without an end.")


def fetch_there(url: str, most_bytes: int, *, accept: str, resolve: Resolve) -> Fetched:
    """Return what is at this very address, of a host that `resolve` knows; raises
    `Unreachable`.
    """
    found = _ask(url, _reading(accept, most_bytes, resolve))
    if not isinstance(found, Fetched):
        raise Unreachable("The server there answered with another address.")
    return found


def _reading(accept: str, most_bytes: int, resolve: Resolve) -> _Wish:
    deadline = time.monotonic() + TIMEOUT_S
    return _Wish("GET", None, {"Accept": accept}, most_bytes, deadline, resolve)


def post_form(url: str, body: bytes) -> None:
    """Send a form to an https address; a redirection counts as a refusal. Raises `Unreachable`."""
    post(url, body, {"Content-Type": "application/x-www-form-urlencoded"})


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send something to an https address; a redirection counts as a refusal. Raises
    `Unreachable`.
    """
    if not url.lower().startswith("https://"):
        raise Unreachable("Give an address that starts with https://.")
    deadline = time.monotonic() + TIMEOUT_S
    wish = _Wish("POST", body, headers, _AT_ONCE, deadline, system_addresses)
    if not isinstance(_ask(url, wish), Fetched):
        raise Unreachable("The server there answered with another address.")


def _ask(url: str, wish: _Wish) -> Fetched | str:
    """Return what is there, or where it is said to be instead."""
    try:
        return _exchange(_checked(url), wish)
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise Unreachable("The host there could not be reached.") from error


def _checked(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise Unreachable("Give an address that starts with https:// or http://.")
    return parts


def _exchange(parts: SplitResult, wish: _Wish) -> Fetched | str:
    # A name with a dot at its end is the same host, but not the same text for certificates.
    host = (parts.hostname or "").rstrip(".")
    port = parts.port or PORTS[parts.scheme]
    connection = _connect(parts.scheme, host, port, public_address(host, port, wish.resolve))
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": "Bureau", **wish.headers}
        connection.request(wish.method, target, body=wish.body, headers=headers)
        answer = connection.getresponse()
        if answer.status in _REDIRECTIONS:
            return answer.headers.get("Location", "")
        if answer.status == http.HTTPStatus.NOT_MODIFIED:
            raise Unchanged()
        if not 200 <= answer.status < 300:
            raise Unreachable(f"The server there answered {answer.status}.", answer.status)
        return Fetched(
            _read(answer, wish),
            answer.headers.get_content_type(),
            answer.headers.get("ETag", "")[:200],
            answer.headers.get("Last-Modified", "")[:64],
        )
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, wish: _Wish) -> bytes:
    found = bytearray()
    while chunk := answer.read1(_AT_ONCE):
        found += chunk
        if len(found) > wish.most_bytes:
            raise Unreachable("What is there is too large.")
        if time.monotonic() > wish.deadline:
            raise Unreachable("The server there is too slow.")
    return bytes(found)


def _connect(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    plain = socket.create_connection((address, port), TIMEOUT_S)
    connection: http.client.HTTPConnection
    if scheme == "https":
        context = trust_store()
        connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=context)
        connection.sock = context.wrap_socket(plain, server_hostname=host)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
        connection.sock = plain
    return connection


def trust_store() -> ssl.SSLContext:
    """Return the context that judges other hosts by the public authorities."""
    return ssl.create_default_context()


def system_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host as this machine knows it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]).partition("%")[0] for entry in found]


def public_address(host: str, port: int, resolve: Resolve = system_addresses) -> str:
    """Return an address of the host; raises `Unreachable` unless all of them are public."""
    addresses = resolve(host, port)
    if not addresses or not all(is_public(address) for address in addresses):
        raise Unreachable("Only public addresses are asked.")
    return addresses[0]


def is_public(address: str) -> bool:
    """Tell whether an IP address is of the public internet, also where it wraps an IPv4 one."""
    given = ipaddress.ip_address(address)
    wrapped = [getattr(given, name, None) for name in ("ipv4_mapped", "sixtofour")]
    teredo = getattr(given, "teredo", None)
    wrapped += list(teredo or ())
    if isinstance(given, ipaddress.IPv6Address) and given in _NAT64:
        wrapped.append(ipaddress.IPv4Address(int(given) & 0xFFFFFFFF))
    return all(one.is_global and not one.is_multicast for one in (given, *wrapped) if one)


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
