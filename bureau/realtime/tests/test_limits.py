"""What is malformed, too large or too slow ends its own connection and harms nobody."""

import random
import socket
import threading
import time
from collections.abc import Callable

import pytest
from pycrdt import Doc, Text, create_update_message
from websockets.exceptions import ConnectionClosed

from bureau.people import Person
from bureau.realtime import door, load, visitors
from bureau.realtime.models import Update
from bureau.realtime.visitors import Standing, Visitor

from .conftest import Join, cookie_of
from .peer import PATIENCE_S, Peer
from .site import Site

SPECIMEN = b"\x00\x02\x13\x01\x01\xe8\x07\x00\x04\x01\x04text\x05Hello\x00"
ANOTHER = b"\x00\x02\x0f\x01\x01\xe9\x07\x00\x04\x01\x04text\x01!\x00"


def framed(message: bytes) -> bytes:
    """Return a masked binary frame."""
    return b"\x82" + bytes((0x80 | len(message),)) + b"\0\0\0\0" + message


def wait_until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.005)


def stored_text(item: str) -> str:
    return str(load(item).get("text", type=Text))


def ends(peer: Peer, frame: bytes) -> int:
    """Send a frame and return the code with which it ends the connection."""
    peer.until(lambda: peer.is_synced, lambda: "not synchronised")
    peer.send(frame)
    return peer.sent_away()


WRONG = {
    "nothing": b"",
    "an unknown type": b"\x09\x00",
    "an unknown sync message": b"\x00\x07\x00",
    "a length without an end": b"\x00\x02" + b"\xff" * 12,
    "a length that is too short": b"\x00\x02\x01\x00\x00",
    "an update of noise": b"\x00\x02\x05\xde\xad\xbe\xef\x01",
    "an update that is cut off": b"\x00\x02\x05\x01\x01\xe8\x07\x00",
    "a state vector of noise": b"\x00\x00\x03\xff\xff\xff",
    "presence of noise": b"\x01\x04\xff\xff\xff\xff",
    "presence that is no JSON": b"\x01\x07\x01\x05\x01\x03{a}"[:-1] + b"}",
    "content of a kind that is none": b"\x00\x02\x09\x01\x01\xe8\x07\x00\x1e\x01\x04t\x00",
}


@pytest.mark.parametrize("bureau", ["0", "1"])
def test_a_malformed_frame_ends_its_connection_and_no_other(
    join: Join, ada: Person, ben: Person, item: str, bureau: str
) -> None:
    good = join(ben)
    good.type("Hello")
    cookie = cookie_of(ada)
    codes = {
        name: ends(join(headers=cookie, bureau=bureau), frame) for name, frame in WRONG.items()
    }

    assert codes == dict.fromkeys(WRONG, 1002)
    good.type("!", 5)
    join(ada).sees("Hello!")
    assert {row.author for row in Update.objects.filter(item_id=item)} == {ben.id}


def test_noise_of_any_kind_leaves_the_document_whole(
    join: Join, ada: Person, ben: Person, item: str
) -> None:
    chance = random.Random(11)
    good = join(ben)
    good.type("Hello")
    good.until(lambda: stored_text(item) == "Hello", lambda: "not stored")
    cookie = cookie_of(ada)
    for _ in range(30):
        bad = join(headers=cookie)
        frame = bytearray(SPECIMEN)
        for _ in range(chance.randint(1, 4)):
            frame[chance.randrange(3, len(frame))] = chance.randrange(256)
        bad.send(bytes(frame))
        bad.leave()

    good.type("?", 0)
    good.until(lambda: "?" in stored_text(item), lambda: "not stored")
    late = join(ada)
    late.sees(stored_text(item))


def test_a_frame_that_is_too_large_is_refused(join: Join, ada: Person, item: str) -> None:
    doc: Doc[Text] = Doc()
    doc.get("text", type=Text).insert(0, "x" * 1_100_000)

    assert ends(join(ada), create_update_message(doc.get_update())) == 4413
    assert stored_text(item) == ""


def test_what_was_written_offline_may_be_larger(join: Join, ada: Person, item: str) -> None:
    doc: Doc[Text] = Doc(allow_multithreading=True)
    doc.get("text", type=Text).insert(0, "x" * 1_100_000)
    one = join(ada, doc=doc, bureau="1")
    one.until(lambda: one.stored_frames == 1, lambda: "not stored")

    assert len(stored_text(item)) == 1_100_000


def test_a_frame_beyond_all_bounds_is_not_even_read(join: Join, ada: Person) -> None:
    one = join(ada)
    one.until(lambda: one.is_synced, lambda: "not synchronised")
    raw: socket.socket = one.socket.socket
    raw.sendall(b"\x82\xff" + (1 << 40).to_bytes(8) + b"\0\0\0\0" + b"x" * 100)

    assert one.sent_away() == 1009


def test_a_message_in_fragments_and_pings_between_are_understood(
    join: Join, ada: Person, ben: Person
) -> None:
    one, two = join(ada), join(ben)
    one.until(lambda: one.is_synced, lambda: "not synchronised")
    one.socket.send(iter([SPECIMEN[:1], SPECIMEN[1:7], SPECIMEN[7:]]))
    assert one.socket.ping().wait(5)

    two.sees("Hello")


def test_a_frame_may_begin_before_its_sender_is_let_in(
    ada: Person, site: Site, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_enter = threading.Event()

    def admit(visitor: Visitor) -> Standing:
        may_enter.wait(5)
        return visitors.admit(visitor)

    monkeypatch.setattr(door, "admit", admit)
    sock = handshake(site, item, cookie_of(ada))
    assert sock.recv(4096).startswith(b"HTTP/1.1 101 ")
    sock.sendall(framed(SPECIMEN) + framed(ANOTHER)[:10])
    time.sleep(0.1)
    may_enter.set()
    wait_until(lambda: stored_text(item) == "Hello")
    sock.sendall(framed(ANOTHER)[10:])

    wait_until(lambda: sorted(stored_text(item)) == sorted("Hello!"))
    sock.close()


def test_frames_may_come_in_any_pieces(join: Join, ada: Person, ben: Person) -> None:
    one, two = join(ada), join(ben)
    one.until(lambda: one.is_synced, lambda: "not synchronised")
    for byte in framed(SPECIMEN):
        one.socket.socket.sendall(bytes((byte,)))
        time.sleep(0.001)

    two.sees("Hello")


def test_who_does_not_read_is_let_go_and_the_others_do_not_wait(
    join: Join, ada: Person, ben: Person, site: Site, item: str
) -> None:
    slow = deaf(site, item, cookie_of(ada))
    one = join(ben, bureau="1")
    for _ in range(9):
        one.change(lambda text: text.insert(0, "x" * 900_000))
        one.saved()

    one.until(lambda: site.peers(item) == 1, lambda: "still let in")
    slow.close()


def deaf(site: Site, item: str, cookie: dict[str, str]) -> socket.socket:
    """Open the document and never read."""
    sock = handshake(site, item, cookie)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return sock


def handshake(site: Site, item: str, cookie: dict[str, str]) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", site.port), timeout=10)
    lines = (
        f"GET /rt/{item} HTTP/1.1",
        "Host: localhost",
        f"Cookie: {cookie['Cookie']}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    )
    sock.sendall("\r\n".join((*lines, "", "")).encode())
    return sock


def test_a_server_that_ends_stores_what_has_come(
    site: Site, join: Join, ada: Person, item: str
) -> None:
    one = join(ada, bureau="1")
    one.until(lambda: one.is_synced, lambda: "not synchronised")
    try:
        for _ in range(50):
            one.type("x", 0)
    except ConnectionClosed:
        pytest.fail("closed early")
    site.end()

    assert one.sent_away() == 1001
    assert len(stored_text(item)) >= one.stored_frames - 1
