"""DMARC by the tree walk of RFC 9989, and the verdict on whole messages over a real name server."""

import time

import pytest

from bureau.mail.tests.dns_server import Zone
from bureau.mail.tests.dns_server import zone as zone
from bureau.platform.mime import parse

from .. import verdict as verdicts
from ..dkim import sign_message
from ..dmarc import Judged, judge, organisation, walk
from ..dns import Lookups
from ..fields import split
from ..keys import key_record
from ..verdict import Facts, Verdict, assess, results_field
from .test_dkim import LETTER, RSA

VENDOR = Facts("192.0.2.1", "mx.vendor.example", "vera@vendor.example")


@pytest.fixture
def vendor(zone: Zone) -> Zone:
    zone.add("vendor.example", "TXT", "v=spf1 ip4:192.0.2.1 -all")
    zone.add("s1._domainkey.vendor.example", "TXT", key_record(RSA))
    zone.add("_dmarc.vendor.example", "TXT", "v=DMARC1; p=reject; rua=mailto:d@vendor.example")
    return zone


def judged(author: str, dkim: tuple[str, ...] = (), spf: str = "") -> Judged:
    return judge(Lookups(10), author, dkim, spf)


def look(content: bytes = LETTER, facts: Facts = VENDOR) -> Verdict:
    return assess(content, parse(content), facts)


@pytest.mark.parametrize(
    ("author", "dkim", "spf", "result"),
    [
        ("vendor.example", ("vendor.example",), "", "pass"),
        ("vendor.example", (), "bounces.vendor.example", "pass"),
        ("news.vendor.example", ("vendor.example",), "", "pass"),
        ("news.vendor.example", ("shop.vendor.example",), "", "pass"),
        ("vendor.example", ("evilvendor.example",), "evil.example", "fail"),
        ("vendor.example", (), "", "fail"),
        ("other.example", ("vendor.example",), "", "none"),
    ],
)
def test_alignment_is_by_organisation(
    vendor: Zone, author: str, dkim: tuple[str, ...], spf: str, result: str
) -> None:
    assert judged(author, dkim, spf).result == result


def test_strict_alignment_wants_the_very_domain(zone: Zone) -> None:
    zone.add("_dmarc.strict.example", "TXT", "v=DMARC1; p=reject; adkim=s; aspf=s")
    assert judged("strict.example", ("a.strict.example",), "b.strict.example").result == "fail"
    assert judged("strict.example", ("strict.example",)).aligned == "strict.example"


@pytest.mark.parametrize(
    ("record", "author", "policy"),
    [
        ("v=DMARC1; p=quarantine", "corp.example", "quarantine"),
        ("v=DMARC1; p=reject; sp=none", "a.corp.example", "none"),
        ("v=DMARC1; p=reject", "a.corp.example", "reject"),
        ("v=DMARC1; p=none; np=reject", "nosuch.corp.example", "reject"),
        ("v=DMARC1; p=none; np=reject", "real.corp.example", "none"),
        ("v=DMARC1; p=reject; t=y", "corp.example", "quarantine"),
        ("v=DMARC1; rua=mailto:a@corp.example", "corp.example", "none"),
        ("v=DMARC1; p=nonsense", "corp.example", "none"),
    ],
)
def test_the_policy_is_that_of_the_closest_record(
    zone: Zone, record: str, author: str, policy: str
) -> None:
    zone.add("_dmarc.corp.example", "TXT", record)
    zone.add("real.corp.example", "A", "192.0.2.1")
    zone.add("a.corp.example", "A", "192.0.2.1")
    assert judged(author).policy == policy


@pytest.mark.parametrize("text", ["p=reject; v=DMARC1", "v=dmarc1; p=reject", "v=DMARC2; p=reject"])
def test_what_is_no_record_is_passed_over(zone: Zone, text: str) -> None:
    zone.add("_dmarc.corp.example", "TXT", text)
    assert judged("corp.example").result == "none"


def test_several_records_are_none(zone: Zone) -> None:
    zone.add("_dmarc.corp.example", "TXT", "v=DMARC1; p=reject", "v=DMARC1; p=none")
    assert judged("corp.example").result == "none"


def test_marks_of_public_suffixes_end_the_walk(zone: Zone) -> None:
    zone.add("_dmarc.gov.example", "TXT", "v=DMARC1; p=reject; psd=y")
    zone.add("_dmarc.own.office.gov.example", "TXT", "v=DMARC1; p=none; psd=n")
    assert organisation(walk(Lookups(9), "a.b.gov.example"), "a.b.gov.example") == "b.gov.example"
    name = "x.own.office.gov.example"
    assert organisation(walk(Lookups(9), name), name) == "own.office.gov.example"
    assert judged("a.b.gov.example", ("c.gov.example",)).result == "fail"
    assert judged("a.b.gov.example", ("b.gov.example",)).result == "pass"


def test_a_long_name_is_asked_for_eight_times_at_most(zone: Zone) -> None:
    walk(Lookups(9), ".".join("abcdefghijklmno") + ".example")
    assert len(zone.asked) == 8
    assert zone.asked[1][0] == "_dmarc.j.k.l.m.n.o.example".replace("_dmarc.", "_dmarc.", 1)


def test_a_signed_message_from_the_right_host_is_proven(vendor: Zone) -> None:
    field = sign_message(split(LETTER), "vendor.example", "s1", RSA, 1)
    found = look(field + LETTER)
    trust = found.as_trust(is_external=True)
    assert {name: trust[name] for name in ("spf", "dkim", "dmarc", "arc", "author")} == {
        "spf": "pass",
        "dkim": "pass",
        "dmarc": "pass",
        "arc": "none",
        "author": "proven",
    }
    assert results_field(found, "demo.example", VENDOR) == (
        "demo.example; spf=pass smtp.mailfrom=vera@vendor.example; dkim=pass "
        "header.d=vendor.example header.s=s1 header.a=rsa-sha256; "
        "dmarc=pass (p=reject) header.from=vendor.example"
    )


def test_a_forged_author_fails_and_says_what_the_owner_asks(vendor: Zone) -> None:
    found = look(facts=Facts("203.0.113.5", "evil.example", "eve@evil.example"))
    assert (found.author, found.dmarc.policy, found.reasons) == (
        "failed",
        "reject",
        ["dmarc_failed"],
    )


def test_an_author_of_two_domains_or_none_is_not_believed(vendor: Zone) -> None:
    two = LETTER.replace(b"<vera@vendor.example>", b"<vera@vendor.example>, eve@evil.example")
    doubled = b"From: Eve <eve@evil.example>\r\n" + LETTER
    nobody = LETTER.replace(b"From: Vera <vera@vendor.example>\r\n", b"")
    for content in (two, doubled, nobody):
        assert look(content).author == "failed"
        assert look(content).dmarc.result == "permerror"


def test_without_a_policy_only_the_very_domain_proves(zone: Zone) -> None:
    zone.add("vendor.example", "TXT", "v=spf1 ip4:192.0.2.1 -all")
    assert look().author == "proven"
    assert look(facts=Facts("192.0.2.9", "mx", "vera@vendor.example")).author == "unproven"


def test_the_field_cannot_be_broken_out_of(vendor: Zone) -> None:
    facts = Facts("192.0.2.1", "x;y\r\nEvil: 1", 'a"; dkim=pass (@vendor.example')
    field = results_field(look(facts=facts), "demo.example", facts)
    assert "\n" not in field
    assert "dkim=pass" not in field.split("; ")
    assert field.count(";") == 3


def test_silent_name_servers_hold_a_message_no_longer_than_the_budget(
    zone: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "BUDGET_S", 1.0)
    zone.silent.update({"vendor.example", "_dmarc.vendor.example", "s1._domainkey.vendor.example"})
    field = sign_message(split(LETTER), "vendor.example", "s1", RSA, 1)
    start = time.monotonic()
    found = look(field + LETTER)
    assert time.monotonic() - start < 2
    assert (found.spf.result, found.dkim[0].result, found.dmarc.result) == ("temperror",) * 3
    assert found.author == "unproven"
