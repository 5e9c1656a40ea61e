"""CPU of the Django side per request of a warm list: prepared queries and rows written as they are.

The peer in the same run asks the same queries of the same database, built and translated by the ORM
every time, and lets the API framework copy each row into its response model and back: the way such
lists are usually made. A request enters as from the front door, with session and middleware.
python -m benchmarks.lists
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from .company import fill

BATCHES, REQUESTS = 12, 10
WAYS = {"--ours": "Bureau, CPU ms", "--plain": "ORM and response models, CPU ms"}
LISTS = {
    "notifications, 30": "/api/v1/notifications",
    "tickets, 50": "/api/v1/desk/tickets",
    "forms, 50": "/api/v1/forms",
    "directory, 50": "/api/v1/people?limit=50",
    "Drive, recent, 50": "/api/v1/drive/recent",
    "Drive, starred, 50": "/api/v1/drive/starred",
    "Drive, a folder of 60": "/api/v1/drive/nodes/{root}/children",
    "mail, 50 conversations": "/jmap/api",
}
CSRF = "x" * 32
HEAD = ["id", "blobId", "threadId", "mailboxIds", "keywords", "size", "receivedAt", "from", "to"]
HEAD += ["cc", "bcc", "replyTo", "subject", "hasAttachment", "preview"]


def main() -> None:
    """Make the company, measure both ways in processes of their own, print the table."""
    if sys.argv[1:]:
        print(json.dumps(_measured(plain=sys.argv[1] == "--plain")))
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DJANGO_SETTINGS_MODULE": "bureau.composition.settings", "BUREAU_DATA": folder}
        os.environ.update(settings)
        _prepare()
        found = [_run(way) for way in WAYS]
    print(f"SQLite, best of {BATCHES} batches of {REQUESTS} requests\n")
    print(f"| | {' | '.join(WAYS.values())} | KiB |")
    print("|---|---:|---:|---:|")
    for name in LISTS:
        figures = " | ".join(f"{way[name][0]:.1f}" for way in found)
        print(f"| {name} | {figures} | {found[0][name][1] / 1024:.0f} |")


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    fill()


def _run(way: str) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "benchmarks.lists", way]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def _measured(*, plain: bool) -> dict[str, tuple[float, int]]:
    if plain:
        _undo_preparing()
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    handler, session, ids = WSGIHandler(), *_signed_in()
    return {
        name: _timed(handler, lambda: _environ(path.format(**ids), session, ids))  # noqa: B023
        for name, path in LISTS.items()
    }


def _undo_preparing() -> None:
    """Build every query anew, and answer through the response models."""
    from bureau.platform import db
    from bureau.platform.http import answers

    def built_each_time(build: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *values, **shape: list(build(*values, **shape))

    def through_models(page: Any, **more: Any) -> dict[str, Any]:
        return {"items": page.items, "next": page.next, **more}

    db.prepared = built_each_time
    answers.page_answer = through_models  # type: ignore[assignment]
    from ninja.renderers import JSONRenderer

    answers.JsonRenderer = JSONRenderer  # type: ignore[misc, assignment]


def _signed_in() -> tuple[str, dict[str, str]]:
    """Return a session of the administrator, and what the requests name."""
    from django.conf import settings
    from django.test import Client

    from bureau.drive import my_drive
    from bureau.mail import Mailbox
    from bureau.people import Person

    person = Person.objects.get(email="admin@demo.example")
    client = Client()
    client.force_login(person)
    inbox = Mailbox.objects.get(account_id=person.id, role="inbox")
    ids = {"person": person.id, "inbox": inbox.id, "root": str(my_drive(person).root_id)}
    return client.cookies[settings.SESSION_COOKIE_NAME].value, ids


def _environ(path: str, session: str, ids: dict[str, str]) -> dict[str, Any]:
    path, _, query = path.partition("?")
    body = _conversations(ids) if path.startswith("/jmap") else b""
    return {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": f"bureau_session={session}; csrftoken={CSRF}",
        "HTTP_X_CSRFTOKEN": CSRF,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
    }


def _conversations(ids: dict[str, str]) -> bytes:
    """Write the request that the mail app makes for the first page of a mailbox."""
    account = ids["person"]

    def follow(call: str, name: str, path: str) -> dict[str, str]:
        return {"resultOf": call, "name": name, "path": path}

    calls: list[tuple[str, dict[str, Any]]] = [
        ("Email/query", {"filter": {"inMailbox": ids["inbox"]}, "collapseThreads": True,
                         "position": 0, "limit": 50}),
        ("Email/get", {"#ids": follow("0", "Email/query", "/ids"), "properties": ["threadId"]}),
        ("Thread/get", {"#ids": follow("1", "Email/get", "/list/*/threadId")}),
        ("Email/get", {"#ids": follow("2", "Thread/get", "/list/*/emailIds"), "properties": HEAD}),
    ]  # fmt: skip
    using = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"]
    numbered = [
        [name, {"accountId": account, **arguments}, str(number)]
        for number, (name, arguments) in enumerate(calls)
    ]
    return json.dumps({"using": using, "methodCalls": numbered}).encode()


def _timed(handler: Any, environ: Callable[[], dict[str, Any]]) -> tuple[float, int]:
    """Return the CPU milliseconds of a request and the bytes of its answer."""
    size = _ask(handler, environ())
    best = float("inf")
    for _ in range(BATCHES):
        asked = [environ() for _ in range(REQUESTS)]
        start = time.process_time()
        for one in asked:
            _ask(handler, one)
        best = min(best, (time.process_time() - start) / REQUESTS * 1000)
    return best, size


def _ask(handler: Any, environ: dict[str, Any]) -> int:
    statuses: list[str] = []
    response = handler(environ, lambda status, headers: statuses.append(status))
    size = sum(len(part) for part in response)
    response.close()
    assert statuses == ["200 OK"], statuses
    return size
