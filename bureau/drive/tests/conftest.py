"""A small organisation and a shared drive to work in."""

from collections.abc import Callable, Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from bureau.access import Role
from bureau.drive import create_shared_drive, my_drive, share
from bureau.drive.models import Node
from bureau.people import SYSTEM, Actor, NewPerson, Person, actor_for, create_person
from bureau.platform import blobs

MakePerson = Callable[[str], Person]
Store = Callable[[bytes], blobs.BlobRef]


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Make an active person by given name."""

    def make(name: str) -> Person:
        email = f"{name.lower()}@demo.example"
        return create_person(SYSTEM, NewPerson(email=email, name=name, state="active"))

    return make


@pytest.fixture
def ada(make_person: MakePerson) -> Person:
    return make_person("Ada")


@pytest.fixture
def ben(make_person: MakePerson) -> Person:
    return make_person("Ben")


@pytest.fixture
def as_ada(ada: Person) -> Actor:
    return actor_for(ada)


@pytest.fixture
def as_ben(ben: Person) -> Actor:
    return actor_for(ben)


@pytest.fixture
def home(ada: Person) -> Node:
    """The top of Ada's My Drive."""
    root = my_drive(ada).root
    assert root is not None
    return root


@pytest.fixture
def team(as_ada: Actor) -> Node:
    """The top of a shared drive that Ada manages."""
    root = create_shared_drive(as_ada, "Team").root
    assert root is not None
    return root


@pytest.fixture
def member(team: Node, as_ada: Actor, make_person: MakePerson) -> Callable[[str], Actor]:
    """Make a person with a role in the shared drive."""

    def join(role: str) -> Actor:
        person = make_person(role.title())
        share(as_ada, team.id, [person.id], Role[role.upper()])
        return actor_for(person)

    return join


@pytest.fixture
def wsgi_url(transactional_db: None) -> Iterator[str]:
    """Serve the Django side on a free port, in a thread; return its address."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=QuietHandler)
    thread = Thread(target=serve, args=(server,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def serve(server: WSGIServer) -> None:
    """Answer until told to stop, then leave no connection of this thread behind."""
    server.serve_forever(poll_interval=0.05)
    connections.close_all()


class QuietHandler(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Drop the line."""
