"""An import that is killed again and again files every message once."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.fixtures.server import BUREAU, MakeServer

MESSAGES = 300
COUNT = """
from bureau.mail.models import Email, EmailLabel, Mailbox
rows = Email.objects.values_list("message_id", flat=True)
box = Mailbox.objects.get(name="Old")
print(len(rows), len(set(rows)), EmailLabel.objects.filter(mailbox=box).count(), box.total_emails)
"""
MAKE = """
from bureau.people import Person
Person.objects.create(email="ada@demo.example", name="Ada", state="active")
"""


def _mbox(path: Path) -> None:
    with path.open("w") as file:
        for number in range(MESSAGES):
            file.write(
                f"From vera@vendor.example Mon Jan  6 09:00:{number % 60:02} 2020\n"
                f"From: Vera <vera@vendor.example>\nSubject: Mail {number}\n"
                f"Message-ID: <m{number}@vendor.example>\n\n{'Hello ' * 200}\n\n"
            )


@pytest.mark.slow
def test_a_killed_import_goes_on_and_doubles_nothing(
    make_server: MakeServer, tmp_path: Path
) -> None:
    server = make_server()
    server.bureau("django", "shell", "--no-imports", "-c", MAKE)
    path = tmp_path / "Old.mbox"
    _mbox(path)
    command = [str(BUREAU), "import", "mbox", str(path), "--person", "ada@demo.example", "--json"]
    kills = 0
    for _ in range(2):
        process = subprocess.Popen(
            command,
            env=server.environment,
            cwd=server.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_for_more(server.folder, process)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    done = json.loads(server.bureau(*command[1:]).stdout)
    counted = server.bureau("django", "shell", "--no-imports", "-c", COUNT).stdout.split()
    assert kills == 2
    assert (done["state"], done["filed"] + done["known"]) == ("done", MESSAGES)
    assert counted == [str(MESSAGES)] * 4


def _wait_for_more(folder: Path, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the running import stored some more messages."""
    before = _stored(folder)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if _stored(folder) >= before + 40:
            return
        time.sleep(0.02)


def _stored(folder: Path) -> int:
    return sum(1 for path in folder.rglob("blobs/*/*/*") if path.is_file())
