"""Administrators' routes of mail: domains with a live DNS check, aliases, rules, quarantine, trace,
queue; each is audited, and closed to everybody else.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bureau.people import Person
from bureau.platform import jobs
from bureau.platform.events import Event
from tests.fixtures.http import Api

from ..actions.send import send
from ..actions.take_in import Envelope, check_recipient, take_in
from ..delivery.keyring import signing_keys
from ..dns_checklist import host
from ..errors import SendingLimit
from ..models import Email, HeldMessage, Recipient, Suppression, TraceEntry
from .dns_server import Zone
from .dns_server import zone as zone
from .letters import letter, letter_of

pytestmark = pytest.mark.django_db

MakePerson = Callable[..., Person]
VENDOR = "vera@vendor.example"


@pytest.fixture
def admin(api: Api, make_person: MakePerson) -> Api:
    return api.signed_in(make_person("root", role="admin"))


def envelope(*recipients: str, sender: str = VENDOR) -> Envelope:
    return Envelope(sender, recipients, "192.0.2.1", "mx.vendor.example", True)


def audited(name: str) -> list[dict[str, object]]:
    rows = Event.objects.filter(name=name, changes__isnull=False).order_by("id")
    return [dict(row.changes or {}) for row in rows]


def test_settings_have_defaults_and_are_changed_one_by_one(admin: Api) -> None:
    assert admin.get("/mail/admin/settings").json["on_reject"] == "reject"
    answer = admin.patch("/mail/admin/settings", {"on_reject": "quarantine"})
    assert (answer.json["on_reject"], answer.json["on_quarantine"]) == ("quarantine", "junk")
    assert admin.patch("/mail/admin/settings", {"on_reject": "shrug"}).status == 422
    assert audited("mail.organisation_changed") == [{"on_reject": ["reject", "quarantine"]}]


def test_a_domain_is_added_with_its_keys_and_takes_mail(admin: Api, anna: Person) -> None:
    assert check_recipient("hello@second.example").startswith("550 5.7.1")
    answer = admin.post("/mail/admin/domains", {"name": " Second.Example. "})
    assert answer.status == 201
    assert answer.json["name"] == "second.example"
    assert check_recipient("hello@second.example").startswith("550 5.1.1")
    change = {"catch_all": "anna@demo.example"}
    assert admin.patch("/mail/admin/domains/second.example", change).status == 200
    assert check_recipient("hello@second.example") == "250 2.1.5 Ok"
    take_in(letter(), envelope("hello@second.example"))
    assert Email.objects.filter(account_id=anna.id).count() == 1
    names = [one["name"] for one in admin.get("/mail/admin/domains").json["items"]]
    assert names == ["demo.example", "second.example"]
    assert admin.call("DELETE", "/mail/admin/domains/second.example").status == 204
    assert check_recipient("hello@second.example").startswith("550 5.7.1")
    assert admin.call("DELETE", "/mail/admin/domains/demo.example").status == 422


@pytest.mark.parametrize(
    "name", ["nodots", "a b.example", "../../etc.x", "a@b.example", "x..example"]
)
def test_what_is_no_domain_is_refused(admin: Api, name: str) -> None:
    assert admin.post("/mail/admin/domains", {"name": name}).status == 422


def test_the_dns_checklist_says_what_is_there(admin: Api, zone: Zone) -> None:
    rsa, ed = signing_keys("demo.example")
    zone.add("demo.example", "MX", f"10 {host()}.")
    zone.add(host(), "A", "93.184.215.14")
    zone.add("demo.example", "TXT", "v=spf1 mx +all")
    zone.add(rsa.name, "TXT", rsa.record)
    zone.add(ed.name, "TXT", rsa.record)
    zone.add("_dmarc.demo.example", "TXT", "v=DMARC1; p=none")
    zone.add("mta-sts.demo.example", "A", "93.184.215.14")
    zone.broken.add("autoconfig.demo.example")
    answer = admin.get("/mail/admin/domains/demo.example/dns").json
    states = {(one["name"], one["type"]): (one["state"], one["problem"]) for one in answer["items"]}
    assert states["demo.example", "MX"] == ("ok", "")
    assert states[host(), "A"] == ("ok", "")
    assert states["demo.example", "TXT"] == ("wrong", "lets_everybody")
    assert states[rsa.name, "TXT"] == ("ok", "")
    assert states[ed.name, "TXT"] == ("wrong", "other_key")
    assert states["_dmarc.demo.example", "TXT"] == ("wrong", "asks_for_nothing")
    assert states["_mta-sts.demo.example", "TXT"] == ("optional", "")
    assert states["mta-sts.demo.example", "CNAME"] == ("ok", "")
    assert states["autoconfig.demo.example", "CNAME"][0] == "unknown"
    assert answer["host"] == host()


def test_fresh_keys_sign_and_the_old_ones_stay(admin: Api) -> None:
    before = [one.selector for one in signing_keys("demo.example")]
    assert admin.post("/mail/admin/domains/demo.example/keys").status == 204
    after = [one.selector for one in signing_keys("demo.example")]
    assert not set(before) & set(after)
    assert audited("mail.keys_rotated") == [{"selectors": [before, after]}]


def test_an_alias_leads_inside_and_outside(admin: Api, anna: Person) -> None:
    body = {"email": "Sales@demo.example", "targets": ["anna@demo.example", "x@partner.example"]}
    assert admin.put("/mail/admin/aliases", body).status == 200
    assert take_in(letter(), envelope("sales@demo.example")) == "250 2.0.0 Filed"
    assert Email.objects.filter(account_id=anna.id).count() == 1
    row = Recipient.objects.get(email="x@partner.example")
    assert row.submission.is_forward
    assert row.submission.envelope_from.startswith("srs0=")
    assert check_recipient(row.submission.envelope_from) == "250 2.1.5 Ok"
    assert check_recipient(row.submission.envelope_from, "", VENDOR).startswith("550")
    assert [
        one["email"]
        for one in admin.get("/mail/admin/aliases", domain="demo.example").json["items"]
    ] == ["sales@demo.example"]
    assert admin.call("DELETE", "/mail/admin/aliases/sales@demo.example").status == 204
    assert check_recipient("sales@demo.example").startswith("550 5.1.1")


@pytest.mark.parametrize(
    "body",
    [
        {"email": "anna@demo.example", "targets": ["x@partner.example"]},
        {"email": "x@elsewhere.example", "targets": ["anna@demo.example"]},
        {"email": "loop@demo.example", "targets": ["loop@demo.example"]},
        {"email": "none@demo.example", "targets": []},
    ],
)
def test_an_alias_that_makes_no_sense_is_refused(admin: Api, anna: Person, body: object) -> None:
    assert admin.put("/mail/admin/aliases", body).status == 422


def test_aliases_in_a_circle_end(admin: Api) -> None:
    for name, target in (("a", "b"), ("b", "a")):
        body = {"email": f"{name}@demo.example", "targets": [f"{target}@demo.example"]}
        assert admin.put("/mail/admin/aliases", body).status == 200
    assert check_recipient("a@demo.example").startswith("550 5.1.1")


def rule(admin: Api, **fields: object) -> str:
    body = {"name": "Rule", "direction": "in", "sender": "*@vendor.example", **fields}
    answer = admin.post("/mail/admin/routing", body)
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def test_a_rule_refuses_by_pattern_until_it_is_deleted(admin: Api, anna: Person) -> None:
    rule_id = rule(admin, action="reject", argument="No vendors, please")
    assert take_in(letter(), envelope("anna@demo.example")) == "550 5.7.1 No vendors, please"
    other = envelope("anna@demo.example", sender="p@partner.example")
    assert take_in(letter(), other).startswith("250")
    assert admin.call("DELETE", f"/mail/admin/routing/{rule_id}").status == 204
    assert take_in(letter("two"), envelope("anna@demo.example")).startswith("250")


def test_rules_add_headers_and_copies(admin: Api, anna: Person, ben: Person) -> None:
    rule(admin, action="header", argument="X-Vendor: yes")
    rule(admin, action="copy", argument="ben@demo.example")
    take_in(letter(), envelope("anna@demo.example"))
    for person in (anna, ben):
        email = Email.objects.get(account_id=person.id)
        from bureau.platform import blobs

        assert b"X-Vendor: yes\r\n" in blobs.read(email.blob)


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "relay", "argument": "smtp://relay.example"},
        {"action": "relay", "direction": "out", "argument": "http://relay.example"},
        {"action": "quarantine", "direction": "both"},
        {"action": "copy", "argument": "nobody"},
        {"action": "header", "argument": "Subject: x"},
        {"action": "header", "argument": "X-A: b\r\nX-C: d"},
        {"action": "explode"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(admin: Api, fields: dict[str, str]) -> None:
    body = {"name": "Rule", "direction": "in", **fields}
    assert admin.post("/mail/admin/routing", body).status == 422


def test_quarantine_is_previewed_as_text_released_and_deleted(admin: Api, anna: Person) -> None:
    rule(admin, action="quarantine", name="Vendors wait")
    for subject in ("one", "two"):
        reply = take_in(letter(subject), envelope("anna@demo.example"))
        assert reply == "250 2.0.0 Held for review"
    assert Email.objects.count() == 0
    two, one = admin.get("/mail/admin/quarantine").json["items"]
    assert (one["subject"], one["reason"]) == ("one", "rule: Vendors wait")
    preview = admin.get(f"/mail/admin/quarantine/{one['id']}").json
    assert preview["text"].startswith("One euro.")
    assert admin.post(f"/mail/admin/quarantine/{one['id']}/release").status == 204
    assert Email.objects.get(account_id=anna.id).subject == "one"
    assert admin.post(f"/mail/admin/quarantine/{one['id']}/release").status == 404
    assert admin.call("DELETE", f"/mail/admin/quarantine/{two['id']}").status == 204
    assert admin.get("/mail/admin/quarantine").json["items"] == []
    assert Email.objects.count() == 1
    assert set(HeldMessage.objects.values_list("state", flat=True)) == {"released", "deleted"}


def test_the_trace_tells_where_a_mail_is(admin: Api, anna: Person) -> None:
    take_in(letter("Offer"), envelope("anna@demo.example"))
    check_recipient("nobody@demo.example", "192.0.2.9", VENDOR)
    send(letter_of(anna, "Answer", VENDOR))
    jobs.drain()

    def steps(**wanted: Any) -> list[tuple[str, str]]:
        items = admin.get("/mail/admin/trace", **wanted).json["items"]
        return [(one["step"], one["recipient"]) for one in items]

    assert steps(sender=VENDOR) == [
        ("refused", "nobody@demo.example"),
        ("filed", "anna@demo.example"),
    ]
    assert steps(recipient=VENDOR) == [("sent", VENDOR), ("queued", VENDOR)]
    assert steps(subject="offer") == [("filed", "anna@demo.example")]
    assert steps(message_id="<Answer@demo.example>") == [("sent", VENDOR), ("queued", VENDOR)]
    assert steps(since=timezone.now().isoformat()) == []


@pytest.mark.parametrize(
    ("verb", "state", "reports"), [("cancel", "failed", 0), ("bounce", "failed", 1)]
)
def test_waiting_mail_is_listed_and_decided_about(
    admin: Api, anna: Person, verb: str, state: str, reports: int
) -> None:
    submission = send(letter_of(anna, "Wait", VENDOR))
    (item,) = admin.get("/mail/admin/queue", domain="vendor.example").json["items"]
    assert (item["id"], item["recipients"][0]["email"]) == (submission.id, VENDOR)
    assert admin.get("/mail/admin/queue", domain="other.example").json["items"] == []
    assert admin.post(f"/mail/admin/queue/{submission.id}/{verb}").status == 204
    jobs.drain()
    assert Recipient.objects.get().state == state
    assert Email.objects.filter(subject__startswith="Not delivered").count() == reports
    assert admin.post(f"/mail/admin/queue/{submission.id}/{verb}").status == 404
    assert admin.get("/mail/admin/queue").json["items"] == []


def test_a_waiting_mail_is_tried_at_once(admin: Api, anna: Person) -> None:
    submission = send(letter_of(anna, "Wait", VENDOR))
    jobs.Job.objects.update(run_at=timezone.now() + timedelta(days=1))
    jobs.drain()
    assert Recipient.objects.get().state == "queued"
    assert admin.post(f"/mail/admin/queue/{submission.id}/retry").status == 204
    jobs.drain()
    assert Recipient.objects.get().state == "sent"


def test_an_account_has_a_limit_of_recipients_outside(
    admin: Api, anna: Person, ben: Person
) -> None:
    admin.patch("/mail/admin/settings", {"person_day": 2})
    send(letter_of(anna, "One", VENDOR))
    send(letter_of(anna, "Two", "ben@demo.example", "two@vendor.example"))
    with pytest.raises(SendingLimit):
        send(letter_of(anna, "Three", VENDOR))
    send(letter_of(anna, "Inside", "ben@demo.example"))
    send(letter_of(ben, "Mine", VENDOR))
    today = admin.get("/mail/admin/sending").json
    assert today["organisation"] == 3
    assert [(one["name"], one["count"]) for one in today["items"]] == [
        ("Anna Arendt", 2),
        ("Ben Braun", 1),
    ]


def test_a_suppressed_address_is_listed_and_let_go(admin: Api) -> None:
    Suppression.objects.create(email=VENDOR, reply="550 5.1.1 Nobody", since=timezone.now())
    assert admin.get("/mail/admin/suppressions").json["items"][0]["email"] == VENDOR
    assert admin.call("DELETE", f"/mail/admin/suppressions/{VENDOR}").status == 204
    assert admin.call("DELETE", f"/mail/admin/suppressions/{VENDOR}").status == 404
    assert audited("mail.suppression_lifted") == [{"reply": ["550 5.1.1 Nobody", None]}]


def test_nobody_else_decides(api: Api, anna: Person) -> None:
    client = api.signed_in(anna)
    assert client.get("/mail/admin/trace").status == 403
    assert client.post("/mail/admin/domains", {"name": "second.example"}).status == 403
    assert TraceEntry.objects.count() == 0


def test_the_policy_of_a_domain_is_served_at_its_name(admin: Api) -> None:
    from django.test import Client

    client = Client()
    path = "/.well-known/mta-sts.txt"
    served = client.get(path, headers={"host": "mta-sts.demo.example"})
    assert served.status_code == 200
    assert served["Content-Type"].startswith("text/plain")
    assert served.content.decode() == (
        f"version: STSv1\r\nmode: testing\r\nmx: {host()}\r\nmax_age: 604800\r\n"
    )
    assert client.get(path, headers={"host": "mta-sts.other.example"}).status_code == 404
    assert client.get(path, headers={"host": "demo.example"}).status_code == 404
    admin.post("/mail/admin/domains", {"name": "demo.example"})
    admin.patch("/mail/admin/domains/demo.example", {"sts_mode": "none"})
    assert client.get(path, headers={"host": "mta-sts.demo.example"}).status_code == 404
