"""The contract of a blob store, on a local folder and on a real S3 server process."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from blake3 import blake3

from bureau.platform.blobs import BlobStore, MissingBlob
from bureau.platform.blobs.local import LocalStore
from bureau.platform.blobs.s3 import S3Store

ABSENT = "0" * 64
LARGE = os.urandom(1024) * 20_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def s3_url() -> Iterator[str]:
    """Run a moto server with one bucket."""
    endpoint = f"http://127.0.0.1:{free_port()}"
    server = Path(sys.executable).parent / "moto_server"
    process = subprocess.Popen(
        [str(server), "-H", "127.0.0.1", "-p", endpoint.rpartition(":")[2]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _make_bucket(f"{endpoint}/bureau-tests")
        yield f"s3://bureau-tests/some/prefix?endpoint={endpoint}&access_key=a&secret_key=b"
    finally:
        process.terminate()
        process.wait()


def _make_bucket(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(urllib.request.Request(url, method="PUT"), timeout=10)
            return
        except (URLError, ConnectionError, TimeoutError):
            assert time.monotonic() < deadline, "the S3 server does not answer"
            time.sleep(0.2)


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    if request.param == "local":
        return LocalStore(tmp_path)
    return S3Store(request.getfixturevalue("s3_url"))


def read(store: BlobStore, hash: str, start: int, end: int) -> bytes:
    return b"".join(store.get_range(hash, start, end))


def test_bytes_come_back_under_their_hash(store: BlobStore) -> None:
    ref = store.put_stream([b"hello ", b"world"])
    assert (ref.hash, ref.size_bytes) == (blake3(b"hello world").hexdigest(), 11)
    assert store.head(ref.hash) == 11
    assert read(store, ref.hash, 0, 11) == b"hello world"


def test_ranges_are_half_open(store: BlobStore) -> None:
    ref = store.put_stream([b"0123456789"])
    assert read(store, ref.hash, 3, 6) == b"345"
    assert read(store, ref.hash, 4, 4) == b""


def test_equal_bytes_are_one_blob(store: BlobStore) -> None:
    assert store.put_stream([b"twice"]) == store.put_stream([b"tw", b"ice"])
    prefix = blake3(b"twice").hexdigest()
    assert list(store.list_prefix(prefix)) == [prefix]


def test_nothing_is_a_blob_too(store: BlobStore) -> None:
    ref = store.put_stream([])
    assert (ref.size_bytes, store.head(ref.hash)) == (0, 0)
    assert read(store, ref.hash, 0, 0) == b""


def test_large_blobs_come_back(store: BlobStore) -> None:
    ref = store.put_stream(LARGE[at : at + 100_000] for at in range(0, len(LARGE), 100_000))
    assert ref.hash == blake3(LARGE).hexdigest()
    assert store.head(ref.hash) == len(LARGE)
    assert read(store, ref.hash, 0, len(LARGE)) == LARGE
    assert read(store, ref.hash, 9_000_000, 9_000_007) == LARGE[9_000_000:9_000_007]


def test_absent_blobs_are_named(store: BlobStore) -> None:
    assert store.head(ABSENT) is None
    store.delete(ABSENT)
    with pytest.raises(MissingBlob):
        store.get_range(ABSENT, 0, 1)


def test_deleted_blobs_are_gone(store: BlobStore) -> None:
    ref = store.put_stream([b"to be deleted"])
    store.delete(ref.hash)
    assert store.head(ref.hash) is None


def test_prefixes_of_every_length_are_listed(store: BlobStore) -> None:
    hashes = {store.put_stream([str(n).encode()]).hash for n in range(20)}
    assert hashes <= set(store.list_prefix(""))
    for hash in list(hashes)[:3]:
        for length in (1, 2, 3, 4, 7, 64):
            assert hash in set(store.list_prefix(hash[:length]))


def test_a_broken_source_stores_nothing(store: BlobStore) -> None:
    def broken() -> Iterator[bytes]:
        yield b"some bytes"
        raise OSError("the peer went away")

    with pytest.raises(OSError, match="went away"):
        store.put_stream(broken())
    assert store.head(blake3(b"some bytes").hexdigest()) is None
