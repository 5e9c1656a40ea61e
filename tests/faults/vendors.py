"""Vendors who keep sending a form until they are told that it arrived."""

import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

TOKEN = re.compile(r'name="token" value="([^"]+)"')
GIVE_UP_AFTER_S = 120


@dataclass
class Vendors:
    """Submits numbered reports of battery problems at a steady rate."""

    url: str
    """The site; the server behind it may be away for a while."""
    slug: str
    rate_per_s: float
    resent: int = 0
    """How often an answer did not come and the same page was sent again."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def report(self, count: int, threads: int = 32) -> None:
        """Submit reports 0 to count-1; returns when each was confirmed."""
        start = time.monotonic()
        with ThreadPoolExecutor(threads) as pool:
            for done in [
                pool.submit(self._report_at, number, start + number / self.rate_per_s)
                for number in range(count)
            ]:
                done.result()

    def _report_at(self, number: int, moment: float) -> None:
        time.sleep(max(0.0, moment - time.monotonic()))
        with httpx.Client(base_url=self.url, timeout=15, trust_env=False) as client:
            page = self._until_answered(lambda: client.get(f"/f/{self.slug}"), "GET")
            found = TOKEN.search(page.text)
            assert found, page.text[:500]
            answers = {
                "token": found[1],
                "seen": "issue number mail",
                "q_issue": "battery",
                "q_number": f"order-{number:05}",
                "q_mail": f"vendor{number:05}@vendors.example",
            }
            self._until_answered(lambda: client.post(f"/f/{self.slug}", data=answers), "POST")

    def _until_answered(self, ask: Callable[[], httpx.Response], method: str) -> httpx.Response:
        deadline = time.monotonic() + GIVE_UP_AFTER_S
        while True:
            try:
                response = ask()
                if response.status_code in (200, 302, 303):
                    return response
                assert response.status_code in (429, 500, 502, 503), response.text[:500]
            except httpx.TransportError:
                pass
            assert time.monotonic() < deadline, f"{method}: the server did not come back"
            with self._lock:
                self.resent += method == "POST"
            time.sleep(0.2)
