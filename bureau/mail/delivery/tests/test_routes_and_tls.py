"""Delivery to other hosts over real sockets: MX, and TLS by MTA-STS and DANE."""

import hashlib
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.mail.delivery import route, sts
from bureau.mail.delivery.converse import Parcel, transmit
from bureau.mail.delivery.sts import BadPolicy, parse_policy
from bureau.mail.models import (
    StsPolicy,
)
from bureau.mail.tests.dns_server import Zone
from bureau.mail.tests.other_hosts import Authority, OtherHost, policy_server, serving
from bureau.mail.trust import dns as our_dns

from .conftest import lives_at

pytestmark = pytest.mark.django_db

VENDOR = "vera@vendor.example"
RAW = b"From: anna@demo.example\r\nSubject: Hi\r\nMessage-ID: <1@demo.example>\r\n\r\nHi\r\n"


def offer(*recipients: str, **fields: object) -> dict[str, str]:
    parcel = Parcel(RAW, "anna@demo.example", recipients or (VENDOR,), "vendor.example", **fields)  # type: ignore[arg-type]
    return {email: outcome.reply for email, outcome in transmit(parcel).items()}


# Routes


def test_mail_goes_to_the_host_that_the_domain_names(zone: Zone, vendor: OtherHost) -> None:
    assert offer() == {VENDOR: "250 2.0.0 Taken"}
    sender, recipients, raw, was_encrypted = vendor.received[0]
    assert (sender, recipients, raw, was_encrypted) == ("anna@demo.example", [VENDOR], RAW, True)


def test_a_dead_host_is_passed_over_for_the_next(zone: Zone, vendor: OtherHost) -> None:
    zone.add("vendor.example", "MX", "5 dead.vendor.example.")
    lives_at(zone, "dead.vendor.example", "127.0.0.2")
    assert offer() == {VENDOR: "250 2.0.0 Taken"}


def test_a_domain_without_mx_has_its_own_host(zone: Zone, vendor: OtherHost) -> None:
    del zone.records["vendor.example", "MX"]
    lives_at(zone, "vendor.example")
    assert offer() == {VENDOR: "250 2.0.0 Taken"}


@pytest.mark.parametrize(
    ("records", "reply"),
    [
        ([], "550 5.1.2"),
        (["0 ."], "556 5.1.10"),
    ],
)
def test_a_domain_that_takes_no_mail_is_refused_for_good(
    zone: Zone, vendor: OtherHost, records: list[str], reply: str
) -> None:
    zone.records = {key: value for key, value in zone.records.items() if "vendor" not in key[0]}
    if records:
        zone.add("vendor.example", "MX", *records)
    assert offer()[VENDOR].startswith(reply)


def test_a_name_server_in_trouble_lets_mail_wait(zone: Zone, vendor: OtherHost) -> None:
    zone.broken.add("vendor.example")
    assert offer()[VENDOR].startswith("451 4.4.3")


def test_our_own_address_is_no_other_host(
    zone: Zone, vendor: OtherHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    from bureau.mail.delivery.connections import refuse_own

    with pytest.raises(Exception, match="our own"):
        refuse_own(["127.0.0.1"])
    with pytest.raises(Exception, match="our own"):
        refuse_own(["::ffff:127.0.0.1"])


def test_one_connection_carries_message_after_message(zone: Zone, vendor: OtherHost) -> None:
    for _ in range(5):
        assert offer() == {VENDOR: "250 2.0.0 Taken"}
    assert (len(vendor.received), vendor.connections) == (5, 1)


def test_a_refused_recipient_leaves_the_connection_usable(zone: Zone, vendor: OtherHost) -> None:
    vendor.refuses = {"gone@vendor.example": "550 5.1.1 Gone"}
    assert offer("gone@vendor.example") == {"gone@vendor.example": "550 5.1.1 Gone"}
    assert offer("gone@vendor.example", VENDOR)[VENDOR] == "250 2.0.0 Taken"
    assert vendor.connections == 1


def test_addresses_beyond_ascii_need_a_host_that_takes_them(zone: Zone, vendor: OtherHost) -> None:
    assert offer("jürgen@vendor.example")["jürgen@vendor.example"].startswith("553 5.6.7")


# MTA-STS


def policy(*lines: str) -> bytes:
    body = "\n".join(lines).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


def promises(
    zone: Zone,
    stack: ExitStack,
    authority: Authority,
    answer: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context, _ = authority.issue("mta-sts.vendor.example")
    answers = {"/.well-known/mta-sts.txt": answer}
    monkeypatch.setattr(sts, "PORT", stack.enter_context(policy_server(context, answers)))
    zone.add("_mta-sts.vendor.example", "TXT", "v=STSv1; id=1;")
    lives_at(zone, "mta-sts.vendor.example")


ENFORCED = ("version: STSv1", "mode: enforce", "mx: *.vendor.example", "max_age: 86400")


def test_a_promise_that_is_kept_lets_mail_through_and_is_remembered(
    zone: Zone,
    vendor: OtherHost,
    authority: Authority,
    open_hosts: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promises(zone, open_hosts, authority, policy(*ENFORCED), monkeypatch)
    assert offer() == {VENDOR: "250 2.0.0 Taken"}
    row = StsPolicy.objects.get()
    assert (row.mode, row.hosts) == ("enforce", ["*.vendor.example"])
    assert row.expires_at > timezone.now() + timedelta(hours=23)


def test_a_host_that_was_not_promised_gets_nothing(
    zone: Zone,
    vendor: OtherHost,
    authority: Authority,
    open_hosts: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promises(
        zone,
        open_hosts,
        authority,
        policy(*ENFORCED[:2], "mx: other.example", ENFORCED[3]),
        monkeypatch,
    )
    assert offer()[VENDOR].startswith("451 4.7.5")
    assert vendor.received == []


def test_a_certificate_of_another_name_is_not_accepted_under_a_promise(
    zone: Zone,
    vendor: OtherHost,
    authority: Authority,
    open_hosts: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    zone.records["vendor.example", "MX"] = ["10 mx2.vendor.example."]
    lives_at(zone, "mx2.vendor.example")
    assert offer() == {VENDOR: "250 2.0.0 Taken"}, "without a promise TLS is as good as it can be"
    our_dns.forget()
    promises(zone, open_hosts, authority, policy(*ENFORCED), monkeypatch)
    assert offer()[VENDOR].startswith("451 4.4.1 mx2.vendor.example: [SSL: CERTIFICATE_VERIFY")
    assert len(vendor.received) == 1


def test_a_host_without_tls_gets_nothing_under_a_promise(
    zone: Zone,
    vendor: OtherHost,
    authority: Authority,
    open_hosts: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = OtherHost()
    monkeypatch.setattr(route, "SMTP_PORT", open_hosts.enter_context(serving(plain)))
    promises(zone, open_hosts, authority, policy(*ENFORCED), monkeypatch)
    assert offer()[VENDOR] == "451 4.7.5 mx.vendor.example offers no TLS"
    assert plain.received == []


def test_a_policy_that_cannot_be_fetched_any_more_still_holds(
    zone: Zone,
    vendor: OtherHost,
    authority: Authority,
    open_hosts: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = timezone.now() + timedelta(days=1)
    StsPolicy.objects.create(
        domain="vendor.example",
        record_id="0",
        mode="enforce",
        hosts=["x.example"],
        expires_at=later,
    )
    promises(zone, open_hosts, authority, b"HTTP/1.1 302 Go\r\nLocation: /x\r\n\r\n", monkeypatch)
    assert offer()[VENDOR].startswith("451 4.7.5")
    StsPolicy.objects.update(expires_at=timezone.now())
    assert offer() == {VENDOR: "250 2.0.0 Taken"}


@pytest.mark.parametrize(
    "lines",
    [
        ["mode: enforce", "mx: a.example", "max_age: 1"],
        ["version: STSv2", "mode: enforce", "mx: a.example", "max_age: 1"],
        ["version: STSv1", "mode: perhaps", "mx: a.example", "max_age: 1"],
        ["version: STSv1", "mode: enforce", "max_age: 1"],
        ["version: STSv1", "mode: enforce", "mx: a.example", "max_age: soon"],
        ["version: STSv1", "mode: enforce", "mx: *.*.example", "max_age: 1"],
    ],
)
def test_a_policy_that_cannot_be_read_is_none(lines: list[str]) -> None:
    with pytest.raises(BadPolicy):
        parse_policy("\n".join(lines))


def test_policies_are_fetched_from_public_addresses_only(zone: Zone) -> None:
    lives_at(zone, "mta-sts.vendor.example", "192.168.1.1")
    with pytest.raises(BadPolicy, match="Only public addresses"):
        sts.fetch("vendor.example")


# DANE


def named(zone: Zone, vendor: OtherHost, text: str) -> None:
    zone.is_validated = True
    zone.add(f"_{route.SMTP_PORT}._tcp.mx.vendor.example", "TLSA", text)


def spki_of(vendor: OtherHost) -> bytes:
    from cryptography.hazmat.primitives import serialization

    key = vendor.certificate.public_key()  # type: ignore[attr-defined]
    kinds = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return bytes(key.public_bytes(*kinds))


def test_the_key_that_the_dns_names_is_accepted(zone: Zone, vendor: OtherHost) -> None:
    named(zone, vendor, f"3 1 1 {hashlib.sha256(spki_of(vendor)).hexdigest()}")
    assert offer() == {VENDOR: "250 2.0.0 Taken"}


def test_an_authority_that_the_dns_names_is_accepted_for_the_right_name(
    zone: Zone, vendor: OtherHost, authority: Authority
) -> None:
    from cryptography.hazmat.primitives import serialization

    content = authority.certificate.public_bytes(serialization.Encoding.DER)
    named(zone, vendor, f"2 0 2 {hashlib.sha512(content).hexdigest()}")
    assert offer() == {VENDOR: "250 2.0.0 Taken"}


@pytest.mark.parametrize("usage", [2, 3])
def test_another_key_than_the_dns_names_gets_nothing(
    zone: Zone, vendor: OtherHost, usage: int
) -> None:
    named(zone, vendor, f"{usage} 1 1 {'00' * 32}")
    assert offer()[VENDOR].startswith("451 4.7.5 the certificate is not the one")
    assert vendor.received == []


def test_what_is_not_validated_does_not_count(zone: Zone, vendor: OtherHost) -> None:
    named(zone, vendor, f"3 1 1 {'00' * 32}")
    zone.is_validated = False
    assert offer() == {VENDOR: "250 2.0.0 Taken"}


def test_trouble_with_the_name_of_a_key_lets_mail_wait(zone: Zone, vendor: OtherHost) -> None:
    zone.is_validated = True
    zone.broken.add(f"_{route.SMTP_PORT}._tcp.mx.vendor.example")
    assert offer()[VENDOR].startswith("451 4.7.5")
    assert vendor.received == []
