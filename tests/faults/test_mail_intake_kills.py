"""Mail comes in and goes out while server and worker are killed: what was acknowledged is there
once, and goes out at least once, always under the same Message-ID.

BUREAU_FAULTS=long runs the long version: 1,000 messages each way and 20 kills.
"""

import os
import threading
import time
from collections import Counter

import pytest

from tests.fixtures.server import MakeServer, free_port

from .mail_senders import Senders
from .test_form_to_ticket import Outside, kill_at_random, run_python, wait_for
from .test_form_to_ticket import outside as outside

IS_LONG = os.environ.get("BUREAU_FAULTS") == "long"
MESSAGES, KILLS, RATE_PER_S = (1_000, 20, 20) if IS_LONG else (60, 4, 10)
SENT_WITHIN_S = 1_800 if IS_LONG else 180


@pytest.mark.slow
def test_no_acknowledged_mail_is_lost_or_doubled_while_processes_are_killed(
    make_server: MakeServer, outside: tuple[Outside, int]
) -> None:
    world, port = outside
    lmtp = ("127.0.0.1", free_port())
    server = make_server(
        BUREAU_SMARTHOST=f"smtp://127.0.0.1:{port}", BUREAU_LMTP=f"{lmtp[0]}:{lmtp[1]}"
    )
    company = run_python(server, "tests/faults/mail_company.py")
    server.start()
    stop = threading.Event()
    killer = threading.Thread(target=kill_at_random, args=(server, KILLS, stop))
    killer.start()
    senders = Senders(server.smtp, lmtp, server.submission, company["password"], RATE_PER_S)
    start = time.monotonic()
    try:
        senders.send(MESSAGES)
    finally:
        taken_s = time.monotonic() - start
        stop.set()
        killer.join()
    vendors = {f"vendor{number}@vendors.example" for number in range(MESSAGES)}
    wait_for(
        lambda: set(world.acknowledged()) >= vendors,
        SENT_WITHIN_S,
        "mail to the outside is missing",
    )
    sent_s = time.monotonic() - start
    server.stop()
    print(
        f"{3 * MESSAGES} messages taken in {taken_s:.0f} s, all out after {sent_s:.0f} s;"
        f" {KILLS} kills, {senders.again} handed over again, {len(world.accepted)} sent"
    )

    found = run_python(server, "tests/faults/mail_census.py")
    numbers = range(MESSAGES)
    came_in = [f"{kind}.{number}@load.example" for kind in ("in", "local") for number in numbers]
    went_out = [f"out.{number}@load.example" for number in numbers]
    assert Counter(found["arrived"]) == Counter(came_in)
    assert found["inbox"] == [len(came_in)]
    assert Counter(found["sent"]) == Counter(went_out)
    assert set(found["filed"]) == set(came_in)
    assert found["unreadable"] == []
    assert found["dead"] == []
    assert Counter(found["states"]) == {"sent": MESSAGES}
    assert world.acknowledged() == {
        f"vendor{number}@vendors.example": {f"<out.{number}@load.example>"} for number in numbers
    }
