"""Rules of persons: what they match and do, on arrival, in a trial, on mail that is there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureau.people import Person
from bureau.platform import jobs
from tests.fixtures.http import Api

from ..actions.arrive import arrive
from ..actions.keep_rule import make_rule
from ..actions.share import delegate
from ..events import Arrival
from ..models import BlockedSender, Email, Forwarding, Mailbox, Rule, SieveScript
from ..rules.compile import compile_rules
from .arriving import arrives, email_of, label, places, sent_to
from .conftest import MakePerson

pytestmark = pytest.mark.django_db


def rule(person: Person, criteria: dict[str, object], **actions: object) -> Rule:
    return make_rule(person.id, "", criteria, actions)


@pytest.mark.parametrize(
    "criteria",
    [
        {"from": "vera@vendor.example"},
        {"from": "Vera Vendor"},
        {"from": "nobody@x.example, vendor.example"},
        {"from": "nobody OR vera"},
        {"to": "anna@"},
        {"subject": "order"},
        {"subject": '"der 1"'},
        {"has": "hello"},
        {"has": "hello order"},
        {"has": '"Hello Anna"'},
        {"has_not": "goodbye"},
        {"list_id": "news.vendor.example"},
        {"larger": 100},
        {"smaller": 10_000},
        {"from": "vera", "subject": "order", "has_not": "draft"},
    ],
)
def test_a_rule_means_messages_like_these(anna: Person, criteria: dict[str, object]) -> None:
    rule(anna, criteria, star=True)
    arrives(1, "List-Id: News <news.vendor.example>")
    assert email_of(anna, 1).keywords == ["$flagged"]


@pytest.mark.parametrize(
    "criteria",
    [
        {"from": "vera@vendor.example", "subject": "invoice"},
        {"has": "hello goodbye"},
        {"has": '"Anna Hello"'},
        {"has_not": "hello"},
        {"has_attachment": True},
        {"larger": 100_000},
        {"to": "ben@"},
        {"list_id": "news"},
    ],
)
def test_a_rule_does_not_mean_others(anna: Person, criteria: dict[str, object]) -> None:
    rule(anna, criteria, star=True)
    arrives(1)
    assert email_of(anna, 1).keywords == []


def test_labels_are_put_beside_the_inbox(anna: Person) -> None:
    rule(anna, {"from": "vera"}, labels=[label(anna, "Vendors"), label(anna, "Work")])
    arrives(1)
    assert places(anna, 1) == ["Vendors", "Work", "inbox", "primary"]


def test_skipping_the_inbox_archives(anna: Person) -> None:
    rule(anna, {"from": "vera"}, labels=[label(anna, "Vendors")], skip_inbox=True, mark_read=True)
    arrives(1)
    assert places(anna, 1) == ["Vendors", "archive"]
    assert email_of(anna, 1).is_unread is False
    inbox = Mailbox.objects.get(account_id=anna.id, role="inbox")
    assert (inbox.total_emails, inbox.unread_emails) == (0, 0)


def test_deleting_goes_to_the_trash(anna: Person) -> None:
    rule(anna, {"from": "vera"}, delete=True, labels=[label(anna, "Vendors")])
    arrives(1)
    assert places(anna, 1) == ["trash"]


def test_importance_and_category_are_obeyed_and_explained(anna: Person) -> None:
    rule(anna, {"subject": "1"}, important=True, category="forums")
    rule(anna, {"subject": "2"}, never_important=True)
    arrives(1)
    assert places(anna, 1) == ["forums", "important", "inbox"]
    trust = email_of(anna, 1).trust
    assert trust["important"] == {"is": True, "why": "rule"}
    assert trust["category"] == {"is": "forums", "why": "rule"}


def test_rules_run_in_their_order_until_one_stops(anna: Person, api: Api) -> None:
    first = rule(anna, {"from": "vera"}, labels=[label(anna, "A")])
    second = rule(anna, {"from": "vera"}, labels=[label(anna, "B")], stop=True)
    third = rule(anna, {"from": "vera"}, labels=[label(anna, "C")])
    arrives(1)
    assert places(anna, 1) == ["A", "B", "inbox", "primary"]
    her = api.signed_in(anna)
    order = [third.id, second.id, first.id]
    assert her.put("/mail/rules/order", {"ids": order}).status == 204
    assert [one["id"] for one in her.get("/mail/rules").json["items"]] == order
    arrives(2)
    assert places(anna, 2) == ["B", "C", "inbox", "primary"]
    answer = her.put("/mail/rules/order", {"ids": order[:2]})
    assert (answer.status, answer.json["code"]) == (422, "mail_bad_rule")


def test_a_rule_that_is_switched_off_does_nothing(anna: Person) -> None:
    Rule.objects.filter(id=rule(anna, {"from": "vera"}, star=True).id).update(is_enabled=False)
    arrives(1)
    assert email_of(anna, 1).keywords == []


def test_a_renamed_label_is_still_meant(anna: Person) -> None:
    box = label(anna, "Vendors")
    rule(anna, {"from": "vera"}, labels=[box])
    Mailbox.objects.filter(id=box).update(name="Suppliers")
    arrives(1)
    assert places(anna, 1) == ["Suppliers", "inbox", "primary"]


def test_a_rule_whose_label_is_gone_says_so_and_loses_nothing(anna: Person, api: Api) -> None:
    box = label(anna, "Vendors")
    made = rule(anna, {"from": "vera"}, labels=[box], skip_inbox=True, star=True)
    Mailbox.objects.filter(id=box).delete()
    arrives(1)
    assert places(anna, 1) == ["inbox", "primary"]
    assert email_of(anna, 1).keywords == ["$flagged"]
    her = api.signed_in(anna)
    (shown,) = her.get("/mail/rules").json["items"]
    assert shown["missing_labels"] == [box]
    body = {"criteria": shown["criteria"], "actions": shown["actions"]}
    refused = her.put(f"/mail/rules/{made.id}", body)
    assert refused.status == 422
    assert "label of this rule does not exist any more" in refused.json["detail"]


@pytest.mark.parametrize(
    ("criteria", "actions", "words"),
    [
        ({}, {"star": True}, "which messages"),
        ({"from": "  "}, {"star": True}, "which messages"),
        ({"from": "vera"}, {}, "what the rule does"),
        ({"from": "vera"}, {"important": True, "never_important": True}, "always and never"),
        ({"from": "vera"}, {"labels": ["01hzzzzzzzzzzzzzzzzzzzzzzz"]}, "label of this rule"),
        ({"from": "vera"}, {"forward_to": "x@elsewhere.example"}, "Nobody has confirmed"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(
    anna: Person, api: Api, criteria: dict[str, str], actions: dict[str, object], words: str
) -> None:
    answer = api.signed_in(anna).post("/mail/rules", {"criteria": criteria, "actions": actions})
    assert (answer.status, answer.json["code"]) == (422, "mail_bad_rule")
    assert words in answer.json["detail"]
    assert Rule.objects.count() == 0


def test_odd_words_cannot_leave_their_string(anna: Person) -> None:
    rule(anna, {"subject": 'x" { discard; } # \\', "from": '"; stop;'}, star=True)
    rule(anna, {"from": "vera"}, mark_read=True)
    arrives(1)
    assert email_of(anna, 1).keywords == ["$seen"]


def test_a_rule_is_kept_as_it_was_sent(anna: Person, api: Api) -> None:
    her = api.signed_in(anna)
    body = {
        "name": "Vendors",
        "enabled": False,
        "criteria": {"from": "vera", "larger": 10},
        "actions": {"star": True},
    }
    made = her.post("/mail/rules", body)
    assert made.status == 201
    (listed,) = her.get("/mail/rules").json["items"]
    assert listed == made.json
    assert (listed["name"], listed["enabled"], listed["position"]) == ("Vendors", False, 1)
    assert listed["criteria"]["from"] == "vera"
    assert listed["criteria"]["larger"] == 10
    assert listed["actions"]["star"] is True
    assert her.delete(f"/mail/rules/{made.json['id']}").status == 204
    assert her.get("/mail/rules").json["items"] == []


@pytest.mark.parametrize("path", ["/mail/rules", "/mail/forwarding", "/mail/blocked"])
def test_a_longer_list_takes_no_more_queries(anna: Person, api: Api, path: str) -> None:
    her, counts = api.signed_in(anna), []
    for size in (1, 4):
        for number in range(size):
            name = f"x{size}{number}@far.example"
            rule(anna, {"from": name}, star=True)
            Forwarding.objects.create(account_id=anna.id, email=name)
            BlockedSender.objects.create(account_id=anna.id, email=name)
        her.get(path)
        with CaptureQueriesContext(connection) as captured:
            items = her.get(path).json["items"]
        counts.append((len(items), len(captured)))
    assert [length for length, _ in counts] == [1, 5]
    assert counts[0][1] == counts[1][1]


def test_nobody_keeps_the_rules_of_others(anna: Person, ben: Person, api: Api) -> None:
    made = rule(anna, {"from": "vera"}, star=True)
    his = api.signed_in(ben)
    assert his.get("/mail/rules", account_id=anna.id).status == 404
    body = {"criteria": {"from": "x"}, "actions": {"star": True}}
    assert his.put(f"/mail/rules/{made.id}", body).status == 404
    assert his.delete(f"/mail/rules/{made.id}").status == 404
    assert Rule.objects.get().criteria == {"from": "vera"}


def test_who_sends_as_a_shared_mailbox_keeps_its_rules(
    ben: Person, make_person: MakePerson, api: Api
) -> None:
    from bureau.people import SYSTEM

    care = make_person("care", kind="shared")
    delegate(SYSTEM, care.id, ben.id, may_send=True)
    body = {"criteria": {"from": "x"}, "actions": {"star": True}}
    answer = api.signed_in(ben).post(f"/mail/rules?account_id={care.id}", body)
    assert answer.status == 201
    assert Rule.objects.get().account_id == care.id


def test_a_trial_tells_what_would_happen_and_does_nothing(anna: Person, api: Api) -> None:
    box = label(anna, "Vendors")
    arrives(1)
    arrives(2, author="Otto <otto@other.example>")
    body = {
        "criteria": {"from": "vera"},
        "actions": {"labels": [box], "skip_inbox": True, "star": True},
    }
    answer = api.signed_in(anna).post("/mail/rules/test", body).json
    boxes = {row.role or row.category: row.id for row in Mailbox.objects.all()}
    assert (answer["looked_at"], answer["matched"]) == (2, 1)
    (item,) = answer["items"]
    assert item["email_id"] == email_of(anna, 1).id
    assert item["from_email"] == "vera@vendor.example"
    assert item["keywords"] == ["$flagged"]
    assert sorted(item["added"]) == sorted([box, boxes["archive"]])
    assert sorted(item["removed"]) == sorted([boxes["inbox"], boxes["primary"]])
    assert places(anna, 1) == ["inbox", "primary"]


def test_a_rule_is_applied_to_mail_that_is_there_and_taken_back(anna: Person, api: Api) -> None:
    for number in range(1, 4):
        arrives(number)
    arrives(4, author="Otto <otto@other.example>")
    made = rule(anna, {"from": "vera"}, labels=[label(anna, "V")], skip_inbox=True, star=True)
    her = api.signed_in(anna)
    run = her.post(f"/mail/rules/{made.id}/apply")
    assert (run.status, run.json["state"], run.json["total"]) == (202, "running", 4)
    jobs.drain()
    path = f"/mail/rule-runs/{run.json['id']}"
    done = her.get(path).json
    assert (done["state"], done["seen"], done["matched"], done["changed"]) == ("done", 4, 3, 3)
    assert places(anna, 1) == ["V", "archive"]
    assert email_of(anna, 1).keywords == ["$flagged"]
    assert places(anna, 4) == ["inbox", "primary"]
    again = her.post(f"/mail/rules/{made.id}/apply").json
    jobs.drain()
    assert her.get(f"/mail/rule-runs/{again['id']}").json["changed"] == 0
    Email.objects.filter(id=email_of(anna, 3).id).update(modseq=10_000)
    assert her.post(f"{path}/undo").json["state"] == "undoing"
    jobs.drain()
    assert her.get(path).json["state"] == "undone"
    assert places(anna, 1) == places(anna, 2) == ["inbox", "primary"]
    assert email_of(anna, 1).keywords == []
    assert places(anna, 3) == ["V", "archive"]


def test_applying_goes_on_from_where_it_was(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from ..actions import apply_rule as module

    monkeypatch.setattr(module, "AT_ONCE", 2)
    for number in range(5):
        arrives(number)
    run = module.apply_rule(anna.id, rule(anna, {"from": "vera"}, star=True))
    module.go_on(run.id)
    run.refresh_from_db()
    assert (run.state, run.seen, run.changed) == ("running", 2, 2)
    jobs.drain()
    run.refresh_from_db()
    assert (run.state, run.seen, run.changed) == ("done", 5, 5)


def test_applying_forwards_nothing(anna: Person) -> None:
    from django.utils import timezone

    from ..actions.apply_rule import apply_rule

    Forwarding.objects.create(
        account_id=anna.id, email="x@elsewhere.example", confirmed_at=timezone.now()
    )
    arrives(1)
    apply_rule(anna.id, rule(anna, {"from": "vera"}, forward_to="x@elsewhere.example"))
    assert sent_to() == []


def test_a_search_becomes_criteria(anna: Person, api: Api) -> None:
    query = 'from:vera to:anna subject:"two words" has:attachment larger:5M -draft "as is" old'
    answer = api.signed_in(anna).post("/mail/rules/from-search", {"query": query}).json
    found = {name: value for name, value in answer["criteria"].items() if value}
    assert found == {
        "from": "vera",
        "to": "anna",
        "subject": "two words",
        "has": '"as is" old',
        "has_not": "draft",
        "has_attachment": True,
        "larger": 5 << 20,
    }
    assert answer["left_out"] == []
    odd = api.signed_in(anna).post(
        "/mail/rules/from-search", {"query": "in:inbox a OR older_than:2d"}
    )
    assert odd.json["left_out"] == ["in:inbox", "OR", "older_than:2d"]


def test_the_persons_script_follows_the_rules(anna: Person) -> None:
    rule(anna, {"from": "vera"}, star=True)
    text = 'require ["fileinto", "mailbox"];\nfileinto :create "From script/Deep";'
    SieveScript.objects.create(account_id=anna.id, name="own", text=text, is_active=True)
    arrives(1)
    assert email_of(anna, 1).keywords == ["$flagged"]
    assert places(anna, 1) == ["Deep", "archive"]


def test_a_script_that_cannot_run_keeps_the_message(anna: Person) -> None:
    SieveScript.objects.create(account_id=anna.id, name="own", text="nonsense", is_active=True)
    arrives(1)
    assert places(anna, 1) == ["inbox", "primary"]
    broken = 'require "fileinto";\nfileinto "Nowhere";'
    SieveScript.objects.update(text=broken)
    arrives(2)
    assert places(anna, 2) == ["inbox", "primary"]
    assert "no_such_label: Nowhere" in email_of(anna, 2).trust["reasons"]


def test_what_a_script_discards_lies_in_the_trash(anna: Person) -> None:
    SieveScript.objects.create(account_id=anna.id, name="own", text="discard;", is_active=True)
    arrives(1)
    assert places(anna, 1) == ["trash"]


def test_deciding_for_twenty_costs_as_many_queries_as_for_one(
    anna: Person, make_person: MakePerson
) -> None:
    people = [anna, *(make_person(f"member{number}") for number in range(19))]
    for person in people:
        rule(person, {"from": "vera"}, star=True)
    arrives(1, "In-Reply-To: <earlier@vendor.example>")
    email = email_of(anna, 1)
    arrival = arrival_of(email)
    counts = []
    for pairs in ([(anna.id, anna.email)], [(one.id, one.email) for one in people]):
        arrive(arrival, pairs)
        with CaptureQueriesContext(connection) as captured:
            decided = arrive(arrival, pairs)
        assert len(decided) == len(pairs)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 13


def arrival_of(email: Email) -> Arrival:
    from bureau.platform import blobs
    from bureau.platform.mime import parse

    return Arrival(
        blob=blobs.BlobRef(email.blob, email.size_bytes),
        message=parse(blobs.read(email.blob)),
        fingerprint="",
        envelope_from="vera@vendor.example",
        received_at=email.received_at,
        is_internal=False,
    )


def test_rules_compile_to_a_script_that_people_can_read(anna: Person) -> None:
    box = label(anna, "Vendors")
    made = make_rule(anna.id, "Mail of Vera", {"from": "vera"}, {"labels": [box], "stop": True})
    script = compile_rules([made], {box: "Vendors"})
    assert script.splitlines()[1:] == [
        "# Mail of Vera",
        'if allof (header :contains ["from", "sender"] ["vera"]) {',
        f'    fileinto :copy :mailboxid "{box}" "Vendors";',
        "    stop;",
        "}",
    ]
