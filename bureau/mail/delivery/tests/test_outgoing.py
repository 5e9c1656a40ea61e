"""Messages of ours on their way out: signatures, tries, reports, bounces, forwarding."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone

from bureau.mail.actions.send import Wishes, send
from bureau.mail.actions.take_in import Envelope, take_in
from bureau.mail.delivery.keyring import signing_keys
from bureau.mail.models import (
    Email,
    MailAlias,
    Recipient,
    RoutingRule,
    Submission,
    Suppression,
    TraceEntry,
)
from bureau.mail.tests.dns_server import Zone
from bureau.mail.tests.letters import letter, letter_of
from bureau.mail.tests.other_hosts import OtherHost, serving
from bureau.mail.trust import arc, dkim
from bureau.mail.trust.dns import Lookups
from bureau.mail.trust.fields import split
from bureau.people import Person
from bureau.platform import jobs
from bureau.platform.jobs import Job
from bureau.platform.mime import parse

pytestmark = pytest.mark.django_db

VENDOR = "vera@vendor.example"


def states() -> dict[str, str]:
    return dict(Recipient.objects.values_list("email", "state"))


# Messages of ours


def test_a_message_is_signed_by_both_keys_of_its_domain(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    for key in signing_keys("demo.example"):
        zone.add(key.name, "TXT", key.record)
    send(letter_of(anna, "Signed", VENDOR))
    jobs.drain()
    raw = vendor.received[0][2]
    found = dkim.verify(split(raw), Lookups(5))
    assert [(one.result, one.domain, one.algorithm) for one in found] == [
        ("pass", "demo.example", "rsa-sha256"),
        ("pass", "demo.example", "ed25519-sha256"),
    ]
    entry = TraceEntry.objects.get(step="sent")
    assert (entry.host, entry.tls) == ("mx.vendor.example", "TLSv1.3 any")


def test_each_try_has_the_same_message_id(zone: Zone, vendor: OtherHost, anna: Person) -> None:
    vendor.refuses = {VENDOR: "451 4.2.0 Later"}
    send(letter_of(anna, "Again", VENDOR))
    jobs.drain()
    assert states() == {VENDOR: "queued"}
    vendor.refuses = {}
    Job.objects.update(run_at=timezone.now())
    jobs.drain()
    assert states() == {VENDOR: "sent"}
    assert parse(vendor.received[0][2]).message_id == "Again@demo.example"
    assert list(TraceEntry.objects.order_by("id").values_list("step", flat=True)) == [
        "queued",
        "attempted",
        "sent",
    ]


def test_after_some_hours_the_author_is_told_once_of_a_delay(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    vendor.refuses = {VENDOR: "451 4.2.0 Later"}
    send(letter_of(anna, "Late", VENDOR))
    Submission.objects.update(send_at=timezone.now() - timedelta(hours=5))
    for _ in range(3):
        Job.objects.update(run_at=timezone.now())
        jobs.drain()
    assert Email.objects.filter(subject="Delayed: Late").count() == 1
    assert states() == {VENDOR: "queued"}


def test_wishes_for_reports_are_handed_on_to_hosts_that_know_them(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    vendor.reports = True
    wishes = Wishes({VENDOR: "SUCCESS"}, {VENDOR: "rfc822;v+x@vendor.example"}, "HDRS", "id 1")
    given = letter_of(anna, "Told", VENDOR)
    from dataclasses import replace

    send(replace(given, wishes=wishes))
    jobs.drain()
    assert vendor.parameters == [
        "RET=HDRS",
        "ENVID=id+201",
        "NOTIFY=SUCCESS",
        "ORCPT=rfc822;v+2Bx@vendor.example",
    ]
    assert Email.objects.filter(subject__startswith="Passed on").count() == 0


def test_hosts_that_do_not_know_reports_make_us_say_that_it_was_passed_on(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    from dataclasses import replace

    given = letter_of(anna, "Told", VENDOR)
    send(replace(given, wishes=Wishes({VENDOR: "SUCCESS"})))
    jobs.drain()
    report = Email.objects.get(subject="Passed on: Told")
    assert "Action: relayed" in report.words.body or "vera@vendor.example" in report.words.body


def test_who_never_wants_reports_gets_none(zone: Zone, vendor: OtherHost, anna: Person) -> None:
    from dataclasses import replace

    vendor.refuses = {VENDOR: "550 5.1.1 Gone"}
    send(replace(letter_of(anna, "Quiet", VENDOR), wishes=Wishes({VENDOR: "NEVER"})))
    jobs.drain()
    assert states() == {VENDOR: "failed"}
    assert Email.objects.filter(is_delivered=True).count() == 0


def test_a_rule_sends_some_mail_through_a_relay(
    zone: Zone, vendor: OtherHost, anna: Person, open_hosts: ExitStack
) -> None:
    relay = OtherHost()
    port = open_hosts.enter_context(serving(relay))
    RoutingRule.objects.create(
        name="Partner",
        direction="out",
        recipient="vendor.example",
        action="relay",
        argument=f"smtp://127.0.0.1:{port}",
    )
    send(letter_of(anna, "Detour", VENDOR))
    jobs.drain()
    assert (len(vendor.received), len(relay.received)) == (0, 1)


def test_a_rule_keeps_mail_inside(zone: Zone, vendor: OtherHost, anna: Person) -> None:
    RoutingRule.objects.create(
        name="No",
        direction="out",
        recipient="*@vendor.example",
        action="reject",
        argument="No vendors",
    )
    send(letter_of(anna, "Kept", VENDOR))
    jobs.drain()
    assert vendor.received == []
    assert Recipient.objects.get().reply == "550 5.7.1 No vendors"
    assert Email.objects.filter(subject="Not delivered: Kept").count() == 1


# Bounces


def bounce(path: str, recipient: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    return (
        "From: mailer-daemon@vendor.example\r\nSubject: Failed\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\n\r\nNo\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.vendor.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} no such\r\n person\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        "Message-ID: <Hello@demo.example>\r\n\r\n--b--\r\n"
    ).encode()


def returned(path: str, content: bytes) -> str:
    return take_in(content, Envelope("", [path], "192.0.2.1", "mx.vendor.example", True))


def test_automatic_mail_has_a_return_path_for_each_recipient(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    people = (VENDOR, "bob@vendor.example")
    send(letter_of(anna, "Hello", *people, is_automatic=True))
    jobs.drain()
    paths = {to[0]: sender for sender, to, _, _ in vendor.received}
    assert len(set(paths.values())) == 2
    assert vendor.connections == 1
    assert returned(paths[VENDOR], bounce("", VENDOR)) == "250 2.0.0 Filed"
    assert states() == {VENDOR: "failed", "bob@vendor.example": "sent"}
    assert Recipient.objects.get(email=VENDOR).reply == "550 5.1.1 no such person"
    assert Suppression.objects.get().email == VENDOR
    send(letter_of(anna, "Next", *people, is_automatic=True))
    jobs.drain()
    assert [to for _, to, _, _ in vendor.received[2:]] == [["bob@vendor.example"]]
    again = Recipient.objects.get(email=VENDOR, submission__message_id="Next@demo.example")
    assert again.reply.startswith("550 5.1.1 Not tried again")


def test_a_persons_mail_is_tried_whatever_bounced_and_success_forgets_it(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    Suppression.objects.create(email=VENDOR, reply="550 5.1.1 x", since=timezone.now())
    send(letter_of(anna, "Try", VENDOR))
    jobs.drain()
    assert states() == {VENDOR: "sent"}
    assert Suppression.objects.count() == 0


def test_a_report_to_a_person_marks_what_it_is_about(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    send(letter_of(anna, "Hello", VENDOR))
    jobs.drain()
    returned("anna@demo.example", bounce("", VENDOR))
    assert states() == {VENDOR: "failed"}
    assert Email.objects.filter(subject="Failed", account_id=anna.id).count() == 1


@pytest.mark.parametrize(
    ("status", "action", "state", "suppressed"),
    [
        ("5.2.2", "failed", "failed", 0),
        ("4.4.1", "delayed", "sent", 0),
        ("5.1.10", "failed", "failed", 1),
        ("2.0.0", "delivered", "sent", 0),
    ],
)
def test_soft_and_hard_bounces_and_other_reports_differ(
    zone: Zone,
    vendor: OtherHost,
    anna: Person,
    status: str,
    action: str,
    state: str,
    suppressed: int,
) -> None:
    send(letter_of(anna, "Hello", VENDOR))
    jobs.drain()
    returned("anna@demo.example", bounce("", VENDOR, status, action))
    assert states() == {VENDOR: state}
    assert Suppression.objects.count() == suppressed


def test_a_stranger_cannot_mark_mail_of_somebody_else(
    zone: Zone, vendor: OtherHost, anna: Person, ben: Person
) -> None:
    send(letter_of(anna, "Hello", VENDOR))
    jobs.drain()
    returned("ben@demo.example", bounce("", VENDOR))
    assert states() == {VENDOR: "sent"}


# Forwarding


def test_mail_passed_on_is_sealed_and_its_reports_find_back(
    zone: Zone, vendor: OtherHost, anna: Person
) -> None:
    for key in signing_keys("demo.example"):
        zone.add(key.name, "TXT", key.record)
    MailAlias.objects.create(email="out@demo.example", domain="demo.example", targets=[VENDOR])
    take_in(letter(), Envelope("p@partner.example", ["out@demo.example"], "192.0.2.1", "x", True))
    jobs.drain()
    path, recipients, raw, _ = vendor.received[0]
    assert recipients == [VENDOR]
    assert path.startswith("srs0=")
    assert path.endswith("=partner.example=p@demo.example")
    assert arc.verify(split(raw), Lookups(5)).result == "pass"
    assert b"Return-Path" not in raw
    zone.add("partner.example", "MX", "10 mx.vendor.example.")
    assert returned(path, bounce("", VENDOR)) == "250 2.0.0 Filed"
    jobs.drain()
    assert vendor.received[1][:2] == ("", ["p@partner.example"])


def test_a_forged_path_of_forwarding_leads_nowhere() -> None:
    from bureau.mail.signing import forwarded_sender, forwarding_path

    path = forwarding_path("P@partner.example")
    assert forwarded_sender(path) == "P@partner.example"
    assert forwarded_sender(path.replace("partner", "victim")) is None
    assert forwarded_sender(path.replace("srs0=", "srs0=0", 1)) is None
