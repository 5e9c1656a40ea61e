"""Fixtures of the IMAP tests: a running server and clients that are signed in."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from bureau.people import Person, actor_for, create_app_password

from ..imap.server import serve_imap
from ..imap.view import forget_views
from ..search import index_sqlite
from .imap_client import ImapClient
from .mail_servers import running

Connect = Callable[..., ImapClient]


@pytest.fixture
def imap_port(transactional_db: None) -> Iterator[int]:
    """Run the server; yield its port."""
    forget_views()
    # The database is emptied between tests, what this process knows of it is not.
    index_sqlite._known.clear()
    with running(serve_imap) as port:
        yield port
    connections.close_all()


@pytest.fixture
def connect(imap_port: int, anna: Person) -> Iterator[Connect]:
    """Return a factory of connections, Anna's unless said otherwise, with a mailbox selected."""
    passwords: dict[str, str] = {}
    made: list[ImapClient] = []

    def make(select: str = "", person: Person = anna) -> ImapClient:
        if person.email not in passwords:
            actor = actor_for(person)
            passwords[person.email] = create_app_password(actor, person, "test", ["mail"])[1]
        client = ImapClient(imap_port)
        made.append(client)
        client.ok(f"LOGIN {person.email} {passwords[person.email]}")
        if select:
            client.ok(f"SELECT {select}")
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(connect: Connect) -> ImapClient:
    """Return a connection of Anna with her inbox selected."""
    return connect("INBOX")
