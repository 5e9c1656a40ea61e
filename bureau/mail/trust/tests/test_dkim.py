"""DKIM: the examples of RFC 6376 and 8463, changes found out, and a foreign library both ways."""

import base64

import dkim as foreign
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.mail.tests.dns_server import Zone
from bureau.mail.tests.dns_server import zone as zone

from ..dkim import sign_message, verify
from ..dns import Lookups
from ..fields import Field, relaxed_body, relaxed_field, simple_body, split
from ..keys import PrivateKey, key_record

RSA = rsa.generate_private_key(65537, 2048)
ED = ed25519.Ed25519PrivateKey.generate()
SMALL = rsa.generate_private_key(65537, 1024)

PUBLISHED = b"""DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
LETTER = (
    b"From: Vera <vera@vendor.example>\r\nTo: anna@demo.example\r\nSubject: An  offer\r\n"
    b" folded\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\nMessage-ID: <1@vendor.example>\r\n"
    b"\r\nOne  euro. \r\n\tEach.\r\n\r\n\r\n"
)


def results(content: bytes, budget_s: float = 10) -> list[str]:
    return [one.result for one in verify(split(content), Lookups(budget_s))]


def problems(content: bytes) -> list[str]:
    return [one.problem for one in verify(split(content), Lookups(10))]


def pem(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL
        if isinstance(key, rsa.RSAPrivateKey)
        else serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def signed(key: PrivateKey = RSA, content: bytes = LETTER) -> bytes:
    return sign_message(split(content), "vendor.example", "s1", key, 1_700_000_000) + content


@pytest.fixture
def football(zone: Zone) -> Zone:
    """The keys of RFC 8463 appendix A."""
    ours = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    other = (
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08"
        "a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3"
        "rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
    )
    zone.add("brisbane._domainkey.football.example.com", "TXT", ours)
    zone.add("test._domainkey.football.example.com", "TXT", other)
    return zone


@pytest.fixture
def vendor(zone: Zone) -> Zone:
    zone.add("s1._domainkey.vendor.example", "TXT", key_record(RSA))
    return zone


def test_the_published_example_with_both_algorithms_passes(football: Zone) -> None:
    assert results(PUBLISHED) == ["pass", "pass"]
    assert results(PUBLISHED.replace(b"hungry", b"thirsty")) == ["fail", "fail"]
    assert results(PUBLISHED.replace(b"dinner", b"supper")) == ["fail", "fail"]


@pytest.mark.parametrize("key", [RSA, ED, SMALL], ids=["rsa", "ed25519", "rsa 1024"])
def test_our_signatures_pass_with_us_and_with_a_foreign_library(
    zone: Zone, key: PrivateKey
) -> None:
    zone.add("s1._domainkey.vendor.example", "TXT", key_record(key))
    content = signed(key)
    assert results(content) == ["pass"]
    record = key_record(key).encode()
    assert foreign.verify(content, dnsfunc=lambda name, timeout=5: record)
    assert not foreign.verify(content + b"x", dnsfunc=lambda name, timeout=5: record)


@pytest.mark.parametrize("head", [b"simple", b"relaxed"])
@pytest.mark.parametrize("body", [b"simple", b"relaxed"])
@pytest.mark.parametrize("key", [RSA, ED], ids=["rsa", "ed25519"])
def test_signatures_of_a_foreign_library_pass(
    zone: Zone, key: PrivateKey, head: bytes, body: bytes
) -> None:
    zone.add("s1._domainkey.vendor.example", "TXT", key_record(key))
    is_rsa = isinstance(key, rsa.RSAPrivateKey)
    private = pem(key)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        raw = key.private_bytes(
            serialization.Encoding.Raw,
            serialization.PrivateFormat.Raw,
            serialization.NoEncryption(),
        )
        private = base64.b64encode(raw)
    field = foreign.sign(
        LETTER,
        b"s1",
        b"vendor.example",
        private,
        canonicalize=(head, body),
        signature_algorithm=b"rsa-sha256" if is_rsa else b"ed25519-sha256",
    )
    assert results(field + LETTER) == ["pass"]
    assert results(field + LETTER.replace(b"One", b"Two")) == ["fail"]


def test_what_a_mail_host_may_change_does_not_break_a_signature(vendor: Zone) -> None:
    content = (
        signed().replace(b"An  offer\r\n folded", b"An offer folded").replace(b"euro. ", b"euro.")
    )
    assert results(b"Received: from x\r\n" + content + b"\r\n") == ["pass"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda raw: raw.replace(b"One", b"Two"), "the body was changed"),
        (lambda raw: raw.replace(b"offer", b"demand"), "the header was changed"),
        (lambda raw: b"From: Eve <eve@evil.example>\r\n" + raw, "the header was changed"),
        (lambda raw: b"Subject: Other\r\n" + raw, "the header was changed"),
        (lambda raw: raw.replace(b"a=rsa-sha256", b"a=rsa-sha1"), "rsa-sha1 is not accepted"),
        (lambda raw: raw.replace(b"v=1;", b"v=2;"), "unknown version"),
        (lambda raw: raw.replace(b"h=from:", b"h="), "the author is not signed"),
        (lambda raw: raw.replace(b"v=1;", b"v=1; x=1700000001;"), "the signature expired"),
        (lambda raw: raw.replace(b"v=1;", b"v=1; l=9999;"), "more is signed than there is"),
        (
            lambda raw: raw.replace(b"v=1;", b"v=1; i=@evil.example;"),
            "the identity is of another domain",
        ),
        (lambda raw: raw.replace(b"d=vendor.example", b"d=a..b"), "domain or selector is no name"),
    ],
)
def test_a_changed_message_says_what_is_wrong(vendor: Zone, change: object, problem: str) -> None:
    content = signed()
    content = content.replace(b"h=from:", b"h=", 2) if "author" in problem else content
    changed = change(content)  # type: ignore[operator]
    if "author" in problem:
        changed = changed.replace(b"\t from:", b"\t ").replace(b":from", b"")
    assert problems(changed) == [problem]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=DKIM1; p=", "permerror"),
        ("v=DKIM1; k=rsa", "permerror"),
        ("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "permerror"),
        ("v=DKIM1; p=AAAA", "permerror"),
        ("nonsense", "permerror"),
        (key_record(RSA).replace("v=DKIM1;", "v=DKIM1; h=sha1;"), "permerror"),
        (key_record(RSA).replace("v=DKIM1;", "v=DKIM1; s=web;"), "permerror"),
        (key_record(RSA).replace("v=DKIM1;", "v=DKIM1; t=y:s; n=note;"), "pass"),
        (key_record(RSA).replace("v=DKIM1; k=rsa; ", ""), "pass"),
    ],
)
def test_the_key_record_is_judged(zone: Zone, record: str, expected: str) -> None:
    zone.add("s1._domainkey.vendor.example", "TXT", record)
    assert results(signed()) == [expected]


def test_a_missing_key_and_a_broken_name_server_differ(zone: Zone) -> None:
    assert results(signed()) == ["permerror"]
    zone.broken.add("s1._domainkey.vendor.example")
    from .. import dns

    dns.forget()
    assert results(signed()) == ["temperror"]


def test_a_signature_over_a_part_of_the_body_is_marked(vendor: Zone) -> None:
    field = foreign.sign(LETTER, b"s1", b"vendor.example", pem(RSA), length=True)
    found = verify(split(field + LETTER + b"Spam.\r\n"), Lookups(10))
    assert [(one.result, one.is_partial) for one in found] == [("pass", True)]


def test_very_many_signatures_are_not_all_judged(vendor: Zone) -> None:
    field = signed().partition(b"From:")[0]
    assert len(results(field * 100 + LETTER)) == 8


def test_canonical_forms_of_the_standard() -> None:
    field = Field("a", b"A: X\r\n")
    assert relaxed_field(field) == b"a:X\r\n"
    assert relaxed_field(Field("b", b"B : Y\t\r\n\tZ  \r\n")) == b"b:Y Z\r\n"
    body = b" C \r\nD \t E\r\n\r\n\r\n"
    assert relaxed_body(body) == b" C\r\nD E\r\n"
    assert simple_body(body) == b" C \r\nD \t E\r\n"
    assert (relaxed_body(b""), simple_body(b"")) == (b"", b"\r\n")
    assert (relaxed_body(b"x"), simple_body(b"x")) == (b"x\r\n", b"x\r\n")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_split_and_judged_without_an_exception(content: bytes) -> None:
    raw = split(b"DKIM-Signature: " + content)
    verify(raw, Lookups(0))
    relaxed_body(raw.body)


@pytest.mark.parametrize("filler", [b" ", b"\r\n", b" \r\n", b"\r\n ", b":", b";b="])
def test_long_runs_are_read_in_linear_time(filler: bytes) -> None:
    import time

    content = b"DKIM-Signature: a=b" + filler * 300_000 + b"\r\n\r\n" + filler * 300_000
    start = time.process_time()
    raw = split(content)
    relaxed_body(raw.body)
    simple_body(raw.body)
    verify(raw, Lookups(0))
    assert time.process_time() - start < 3
