"""The server as a process: it gets ready, ends when asked, and comes back after a crash."""

import urllib.request

import pytest

from tests.fixtures.server import MakeServer, Server


@pytest.fixture
def own_server(make_server: MakeServer) -> Server:
    return make_server().start()


def answer_of(server: Server, path: str) -> int:
    with urllib.request.urlopen(server.url + path, timeout=5) as response:
        return int(response.status)


def test_a_server_that_was_killed_is_ready_again_on_the_same_address(own_server: Server) -> None:
    own_server.kill9()

    own_server.restart()

    assert answer_of(own_server, "/readyz") == 200


def test_a_server_that_is_asked_to_end_does_so_without_an_error(own_server: Server) -> None:
    assert own_server.stop() == 0
