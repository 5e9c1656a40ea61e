"""A mailbox at another server: where it is, how it is reached, and a connection to it."""

import imaplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

from bureau.platform.http.outgoing import Unreachable, public_address

from .found import BadSource

TIMEOUT_S = 60.0
Security = Literal["tls", "starttls", "none"]
PORTS: Mapping[str, int] = {"tls": 993, "starttls": 143, "none": 143}


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where mail is pulled from."""

    host: str
    port: int
    user: str
    password: str
    security: Security = "tls"
    public_only: bool = True
    """Whether only the public internet is asked; the command line may reach anywhere."""

    @classmethod
    def of(cls, options: Mapping[str, Any], password: str) -> "ImapAccount":
        """Return the account that the options of a transfer describe."""
        return cls(
            host=str(options["host"]),
            port=int(options["port"]),
            user=str(options["user"]),
            password=password,
            security=options["security"],
            public_only=bool(options.get("public_only", True)),
        )

    @property
    def server(self) -> str:
        """How positions name it."""
        return f"{self.user}@{self.host}:{self.port}"[:400]


class _Connection(imaplib.IMAP4):
    """A connection to the address that was judged, with TLS where it is wished."""

    def __init__(self, account: ImapAccount) -> None:
        self._account = account
        super().__init__(account.host, account.port, timeout=TIMEOUT_S)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        host, port = self._account.host, self._account.port
        address = public_address(host, port) if self._account.public_only else host
        plain = socket.create_connection((address, port), timeout)
        if self._account.security != "tls":
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


@contextmanager
def connected(account: ImapAccount) -> Iterator[imaplib.IMAP4]:
    """Return a signed-in connection. Raises `BadSource` where trying again does not help, `OSError`
    where it may.
    """
    try:
        connection = _signed_in(account)
    except Unreachable as error:
        raise BadSource(str(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise BadSource(f"The certificate of {account.host} is not valid.") from error
    except imaplib.IMAP4.abort as error:
        raise ConnectionError(str(error)) from error
    try:
        yield connection
    except imaplib.IMAP4.abort as error:
        raise ConnectionError(str(error)) from error
    except imaplib.IMAP4.error as error:
        raise BadSource(f"The server there did not understand us: {error}") from error
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()


def _signed_in(account: ImapAccount) -> imaplib.IMAP4:
    connection = _Connection(account)
    if account.security == "starttls":
        connection.starttls(ssl.create_default_context())
    try:
        connection.login(account.user, account.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise BadSource("The server there does not accept the name and password.") from error
    return connection
