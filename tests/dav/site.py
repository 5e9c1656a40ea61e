"""A whole server with two persons who have app passwords for WebDAV."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.fixtures.server import MakeServer, Server

ROOT = Path(__file__).parents[2]
BUILD = """
import json
from bureau.people import SYSTEM, NewPerson, actor_for, create_app_password, create_person
from bureau.platform import jobs
from bureau.provisioning.joining import start
made = {}
for local in ("anna", "ben"):
    new = NewPerson(f"{local}@demo.example", local.title(), state="active")
    person = create_person(SYSTEM, new)
    start(None, [(person, {})])
    secret = create_app_password(actor_for(person), person, "dav", ["dav"])[1]
    made[local] = {"id": person.id, "password": secret}
while jobs.drain():
    pass
print(json.dumps(made))
"""


@dataclass(frozen=True)
class Site:
    """A running server, and who may sign in."""

    server: Server
    persons: dict[str, dict[str, str]]

    @property
    def dav(self) -> str:
        """Where clients begin."""
        return f"{self.server.url}/dav/"

    def login(self, local: str) -> tuple[str, str]:
        """Return user name and password."""
        return f"{local}@demo.example", self.persons[local]["password"]

    def home(self, local: str) -> str:
        """Return where somebody's calendars are."""
        return f"{self.dav}calendars/{self.persons[local]['id']}/"


def build(make_server: MakeServer) -> Site:
    """Set a server up and start it."""
    server = make_server()
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{BUILD}"],
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "bureau.composition.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Site(server.start(), json.loads(done.stdout.splitlines()[-1]))
