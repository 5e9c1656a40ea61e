"""Other hosts on loopback that deliveries go to."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bureau.mail.delivery import connections, route
from bureau.mail.tests.conftest import anna as anna
from bureau.mail.tests.conftest import ben as ben
from bureau.mail.tests.conftest import make_person as make_person
from bureau.mail.tests.dns_server import Zone
from bureau.mail.tests.dns_server import zone as zone
from bureau.mail.tests.other_hosts import Authority, OtherHost, serving
from bureau.platform.http import outgoing


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    made = Authority(tmp_path)
    monkeypatch.setattr(outgoing, "trust_store", made.trusted)
    monkeypatch.setattr(outgoing, "is_public", lambda address: True)
    return made


@pytest.fixture
def open_hosts(zone: Zone, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExitStack]:
    """Let hosts on loopback be other hosts; closes what a test starts."""
    monkeypatch.setattr(connections, "refuse_own", lambda addresses: None)
    with ExitStack() as stack:
        yield stack
        connections.close_kept()


def lives_at(zone: Zone, name: str, address: str = "127.0.0.1") -> None:
    zone.add(name, "A", address)


@pytest.fixture
def vendor(
    zone: Zone, open_hosts: ExitStack, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> OtherHost:
    """The vendor's host, with a certificate of the authority for its name."""
    context, certificate = authority.issue("mx.vendor.example")
    host = OtherHost()
    monkeypatch.setattr(route, "SMTP_PORT", open_hosts.enter_context(serving(host, context)))
    zone.add("vendor.example", "MX", "10 mx.vendor.example.")
    lives_at(zone, "mx.vendor.example")
    host.certificate = certificate  # type: ignore[attr-defined]
    return host
