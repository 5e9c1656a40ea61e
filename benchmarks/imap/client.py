"""A client that costs little: it sends bytes and reads up to the tagged answer."""

import socket

from .servers import EMAIL, Running


class Client:
    """One IMAP connection, signed in."""

    def __init__(self, server: Running, select: str = "") -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.imap), timeout=600)
        self._number = 0
        self._waiting = bytearray()
        self._read_until(b"\r\n", keeps=True)
        self.do(f"LOGIN {EMAIL} {server.password}")
        if select:
            self.do(select)

    def do(self, command: str, literal: bytes | None = None) -> bytes:
        """Send a command, perhaps with a literal behind it; return everything up to its end."""
        self._number += 1
        tag = b"a%d" % self._number
        raw = tag + b" " + command.encode()
        if literal is not None:
            raw += b" {%d+}\r\n%b" % (len(literal), literal)
        self._socket.sendall(raw + b"\r\n")
        # What came before ends with a line, so the tagged answer begins one.
        answer = self._read_until(b"\r\n" + tag + b" ")
        end = self._read_until(b"\r\n", keeps=True)
        if not end.startswith(b"OK"):
            raise SystemExit(f"{command}: {end!r}")
        return answer + end

    def _read_until(self, end: bytes, *, keeps: bool = False) -> bytes:
        """Return what comes up to and with `end`; its line break stays there where `keeps`."""
        looked = 0
        while (at := self._waiting.find(end, looked)) < 0:
            looked = max(0, len(self._waiting) - len(end))
            chunk = self._socket.recv(1 << 20)
            if not chunk:
                raise SystemExit("The server hung up.")
            self._waiting += chunk
        stop = at if keeps else at + len(end)
        found = bytes(self._waiting[:stop])
        del self._waiting[:stop]
        return found

    def close(self) -> None:
        """Log out."""
        self.do("LOGOUT")
        self._socket.close()


def deliver(server: Running, letters: list[bytes]) -> None:
    """Hand letters in over one LMTP connection."""
    with socket.create_connection(("127.0.0.1", server.lmtp), timeout=600) as connection:
        replies = connection.makefile("rb")

        def say(raw: bytes) -> None:
            connection.sendall(raw)
            while (line := replies.readline())[3:4] == b"-":
                pass
            if line[:1] not in b"23":
                raise SystemExit(f"LMTP: {line!r}")

        say(b"")
        say(b"LHLO bench\r\n")
        for letter in letters:
            say(b"MAIL FROM:<vera@vendor.example>\r\n")
            say(b"RCPT TO:<%b>\r\n" % EMAIL.encode())
            say(b"DATA\r\n")
            say(letter.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n")
        say(b"QUIT\r\n")
