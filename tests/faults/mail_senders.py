"""Mail hosts and mail programs that try again until they are told that a message was taken."""

import smtplib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

GIVE_UP_AFTER_S = 120
Deliver = Callable[[int], None]


def message(kind: str, number: int, to: str) -> bytes:
    """Return a numbered message; the same number is the same message."""
    sender = "ben@demo.example" if kind == "out" else "vera@vendor.example"
    body = f"Number {number}.\r\n" * (1 + number % 400)
    return (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {kind} {number}\r\n"
        f"Message-ID: <{kind}.{number}@load.example>\r\n\r\n{body}"
    ).encode()


@dataclass
class Senders:
    """Hands numbered messages over at a steady rate, over SMTP, LMTP and submission."""

    smtp: tuple[str, int]
    lmtp: tuple[str, int]
    submission: tuple[str, int]
    password: str
    rate_per_s: float
    again: int = 0
    """How often no answer came and the same message was handed over again."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, count: int, threads: int = 24) -> None:
        """Hand over messages 0 to count-1 of each kind; returns when each was acknowledged."""
        start = time.monotonic()
        ways = (self._take_in, self._deliver_locally, self._submit)
        with ThreadPoolExecutor(threads) as pool:
            for done in [
                pool.submit(self._until_taken, way, number, start + number / self.rate_per_s)
                for number in range(count)
                for way in ways
            ]:
                done.result()

    def _take_in(self, number: int) -> None:
        with smtplib.SMTP(*self.smtp, timeout=20) as client:
            raw = message("in", number, "anna@demo.example")
            client.sendmail("vera@vendor.example", ["anna@demo.example"], raw)

    def _deliver_locally(self, number: int) -> None:
        with smtplib.LMTP(*self.lmtp, local_hostname="relay") as client:
            raw = message("local", number, "anna@demo.example")
            client.sendmail("vera@vendor.example", ["anna@demo.example"], raw)

    def _submit(self, number: int) -> None:
        to = f"vendor{number}@vendors.example"
        with smtplib.SMTP(*self.submission, timeout=20) as client:
            client.login("ben@demo.example", self.password)
            client.sendmail("ben@demo.example", [to], message("out", number, to))

    def _until_taken(self, way: Deliver, number: int, moment: float) -> None:
        time.sleep(max(0.0, moment - time.monotonic()))
        deadline = time.monotonic() + GIVE_UP_AFTER_S
        while True:
            refusal = _refusal_of(way, number)
            if refusal is None:
                return
            # Nothing is refused for good because a process died.
            assert not 500 <= refusal < 600, f"refused with {refusal}"
            assert time.monotonic() < deadline, "the server did not come back"
            with self._lock:
                self.again += 1
            time.sleep(0.3)


def _refusal_of(way: Deliver, number: int) -> int | None:
    """Hand a message over; return None, or the code it was refused with, 0 for a broken line."""
    try:
        way(number)
    except smtplib.SMTPResponseException as error:
        return error.smtp_code
    except smtplib.SMTPRecipientsRefused as error:
        return max(code for code, _ in error.recipients.values())
    except (OSError, smtplib.SMTPException):
        return 0
    return None
