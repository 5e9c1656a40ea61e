"""ARC: chains that we continue, chains that a foreign library began, and broken ones."""

import dkim as foreign
import pytest

from bureau.mail.tests.dns_server import Zone
from bureau.mail.tests.dns_server import zone as zone

from ..arc import seal, verify
from ..dns import Lookups
from ..fields import split
from ..keys import key_record
from .test_dkim import ED, LETTER, RSA, pem

AT = 1_700_000_000
SEEN = "list.example; spf=pass smtp.mailfrom=vera@vendor.example; dmarc=pass"


@pytest.fixture
def keys(zone: Zone) -> Zone:
    zone.add("s1._domainkey.list.example", "TXT", key_record(RSA))
    zone.add("s2._domainkey.forwarder.example", "TXT", key_record(ED))
    return zone


def sealed(content: bytes = LETTER) -> bytes:
    return seal(split(content), SEEN, "none", "list.example", "s1", RSA, AT) + content


def continued(content: bytes) -> bytes:
    seen = "forwarder.example; arc=pass"
    return seal(split(content), seen, "pass", "forwarder.example", "s2", ED, AT) + content


def judge(content: bytes) -> tuple[str, tuple[str, ...]]:
    chain = verify(split(content), Lookups(10))
    return chain.result, chain.sealers


def test_a_message_without_seals_has_no_chain(keys: Zone) -> None:
    assert judge(LETTER) == ("none", ())


def test_a_chain_of_two_hosts_passes_and_tells_what_the_first_saw(keys: Zone) -> None:
    content = continued(sealed())
    assert judge(content) == ("pass", ("list.example", "forwarder.example"))
    assert verify(split(content), Lookups(10)).results == SEEN


def test_our_seal_passes_with_a_foreign_library(keys: Zone) -> None:
    record = key_record(RSA).encode()
    result, _, _ = foreign.arc_verify(sealed(), dnsfunc=lambda name, timeout=5: record)
    assert result == b"pass"


def test_a_foreign_seal_passes_and_is_continued(keys: Zone) -> None:
    seen = b"Authentication-Results: list.example; arc=none; spf=pass\r\n"
    fields = foreign.arc_sign(seen + LETTER, b"s1", b"list.example", pem(RSA), b"list.example")
    content = b"".join(fields) + seen + LETTER
    assert judge(content) == ("pass", ("list.example",))
    assert judge(continued(content)) == ("pass", ("list.example", "forwarder.example"))


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"One", b"Two"),
        lambda raw: raw.replace(b"spf=pass", b"spf=fail"),
        lambda raw: raw.replace(b"cv=none", b"cv=pass"),
        lambda raw: raw.replace(b"cv=pass", b"cv=fail"),
        lambda raw: raw.replace(b"i=1;", b"i=3;", 1),
        lambda raw: raw.replace(b"ARC-Seal: i=2", b"X-Seal: i=2"),
        lambda raw: raw + b"more",
        lambda raw: sealed(raw),
    ],
)
def test_a_changed_chain_fails_and_is_not_continued(keys: Zone, change: object) -> None:
    content = change(continued(sealed()))  # type: ignore[operator]
    assert judge(content)[0] == "fail"
    assert seal(split(content), SEEN, "fail", "list.example", "s1", RSA, AT) == b""


def test_a_name_server_in_trouble_is_no_broken_chain(keys: Zone) -> None:
    keys.broken.add("s1._domainkey.list.example")
    assert judge(sealed())[0] == "temperror"
