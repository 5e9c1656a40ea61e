"""`bureau offboard` beside a running server: within five seconds no way in is left."""

import json
import smtplib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.fixtures.server import MakeServer, Server

ROOT = Path(__file__).resolve().parents[2]
DEAD_WITHIN_S = 5
SECRET = "a long walk by the river"


def prepare(server: Server) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "tests/rights/leaver_company.py"],
        env={**server.environment, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return made


@dataclass
class Leaver:
    """Lea with a browser, an open stream, a script and a mail program."""

    server: Server
    browser: httpx.Client
    token: str
    app_password: str
    heard: list[str] = field(default_factory=list)

    def listen(self) -> threading.Thread:
        """Open the live stream, as her browser does; the thread ends with it."""
        thread = threading.Thread(target=self._read_stream, daemon=True)
        thread.start()
        wait_for(lambda: bool(self.heard), 10)
        return thread

    def _read_stream(self) -> None:
        with self.browser.stream("GET", "/api/v1/live", timeout=120) as response:
            self.heard.extend(response.iter_lines())

    def ways_in(self) -> dict[str, int]:
        """Return what each way in answers now."""
        bearer = {"Authorization": f"Bearer {self.token}"}
        basic = httpx.BasicAuth("lea@demo.example", self.app_password)
        url = self.server.url
        return {
            "session": self.browser.get("/api/v1/me").status_code,
            "session on mail": self.browser.get("/jmap/session").status_code,
            "stream": self._stream(),
            "token": httpx.get(f"{url}/api/v1/me", headers=bearer).status_code,
            "app password": httpx.get(f"{url}/jmap/session", auth=basic).status_code,
            "submission": self._submission(),
        }

    def _stream(self) -> int:
        with self.browser.stream("GET", "/api/v1/live") as response:
            return response.status_code

    def _submission(self) -> int:
        with smtplib.SMTP(*self.server.submission, timeout=20) as client:
            try:
                return client.login("lea@demo.example", self.app_password)[0]
            except smtplib.SMTPAuthenticationError as refused:
                return refused.smtp_code


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "still not so"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def own_server(make_server: MakeServer) -> Server:
    return make_server()


@pytest.fixture(scope="module")
def lea(own_server: Server) -> Iterator[Leaver]:
    made = prepare(own_server)
    own_server.start()
    with httpx.Client(base_url=own_server.url, timeout=20) as browser:
        joined = browser.post(
            f"/api/v1/invitations/{made['invitation']}/password", json={"password": SECRET}
        )
        assert joined.status_code == 200, joined.text
        yield Leaver(own_server, browser, made["token"], made["app_password"])


def state_of(server: Server) -> str:
    card = json.loads(server.bureau("person", "show", "lea@demo.example", "--json").stdout)
    return str(card["state"])


def test_a_plan_tells_what_would_be_handed_over_and_changes_nothing(lea: Leaver) -> None:
    done = lea.server.bureau(
        "offboard", "lea@demo.example", "--to", "heir@demo.example", "--plan", "--json"
    )
    told = json.loads(done.stdout)
    assert set(told) == {"leaving_id", "preview"}
    keys = {part["key"] for part in told["preview"]}
    assert keys >= {"drive.hand_over", "mail.hand_over", "people.reports"}
    assert any(part["sentences"] for part in told["preview"])
    assert state_of(lea.server) == "active"


@pytest.mark.parametrize(
    ("person", "to"),
    [
        ("nobody@demo.example", "heir@demo.example"),
        ("lea@demo.example", "nobody@demo.example"),
        ("lea@demo.example", "lea@demo.example"),
    ],
)
def test_bad_input_changes_nothing(lea: Leaver, person: str, to: str) -> None:
    done = lea.server.bureau("offboard", person, "--to", to, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip()
    assert state_of(lea.server) == "active"


def test_every_way_in_is_dead_within_five_seconds(lea: Leaver) -> None:
    open_ways = dict.fromkeys(
        ("session", "session on mail", "stream", "token", "app password"), 200
    )
    assert lea.ways_in() == {**open_ways, "submission": 235}
    stream = lea.listen()
    with smtplib.SMTP(*lea.server.submission, timeout=20) as signed_in:
        signed_in.login("lea@demo.example", lea.app_password)

        done = lea.server.bureau(
            "offboard", "lea@demo.example", "--to", "heir@demo.example", "--json"
        )

        deadline = time.monotonic() + DEAD_WITHIN_S
        stream.join(DEAD_WITHIN_S)
        assert not stream.is_alive()
        assert lea.ways_in() == {**dict.fromkeys(open_ways, 401), "submission": 535}
        assert signed_in.mail("lea@demo.example")[0] == 553
        assert time.monotonic() < deadline
    told = json.loads(done.stdout)
    assert told["state"] == "held"
    assert {step["state"] for step in told["steps"]} == {"done"}
    assert json.loads(lea.heard[-2].removeprefix("data: ")) == {
        "topic": "session",
        "state": "ended",
    }


def test_offboarding_again_is_refused_and_changes_nothing(lea: Leaver) -> None:
    done = lea.server.bureau(
        "offboard", "lea@demo.example", "--to", "heir@demo.example", check=False
    )
    assert done.returncode == 2
    assert state_of(lea.server) == "suspended"
