"""Fetching a picture from an address that a person gave, without reaching into our own network.

Every name is resolved here, every address it has must be a public one, and the connection goes to
the very address that was judged; each redirection is judged again.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urljoin, urlsplit

from .errors import BadImage

TIMEOUT_S = 10.0
MOST_REDIRECTIONS = 3
_REDIRECTIONS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}


def fetch(url: str, most_bytes: int) -> bytes:
    """Return the bytes at an address; raises `BadImage` where that cannot or may not be."""
    for _ in range(MOST_REDIRECTIONS + 1):
        try:
            found = _ask(url, most_bytes)
        except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
            raise BadImage("The picture could not be fetched from there.") from error
        if isinstance(found, bytes):
            return found
        url = urljoin(url, found)
    raise BadImage("The address leads from one place to the next without an end.")


def _ask(url: str, most_bytes: int) -> bytes | str:
    """Return the bytes, or where they are said to be instead."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise BadImage("Give an address that starts with https:// or http://.")
    port = parts.port or PORTS[parts.scheme]
    connection = _connect(parts.scheme, parts.hostname, port)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Accept": "image/*", "User-Agent": "Bureau"})
        answer = connection.getresponse()
        if answer.status in _REDIRECTIONS:
            return answer.headers.get("Location", "")
        if answer.status != 200:
            raise BadImage(f"The server there answered {answer.status}.")
        content = answer.read(most_bytes + 1)
    finally:
        connection.close()
    if len(content) > most_bytes:
        raise BadImage("The picture is too large.")
    return content


def _connect(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    address = public_address(host, port)
    plain = socket.create_connection((address, port), TIMEOUT_S)
    connection: http.client.HTTPConnection
    if scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=context)
        connection.sock = context.wrap_socket(plain, server_hostname=host)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
        connection.sock = plain
    return connection


def public_address(host: str, port: int) -> str:
    """Return an address of the host; raises `BadImage` unless all of them are public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not addresses or not all(_is_public(address) for address in addresses):
        raise BadImage("Pictures are fetched from public addresses only.")
    return addresses[0]


def _is_public(address: str) -> bool:
    given = ipaddress.ip_address(address)
    mapped = getattr(given, "ipv4_mapped", None) or getattr(given, "sixtofour", None)
    return all(one.is_global and not one.is_multicast for one in (given, mapped) if one)
