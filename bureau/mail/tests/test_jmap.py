"""JMAP over HTTP: what the web client does, from the session object to sending a draft."""

from typing import Any

from django.utils import timezone

from bureau.people import SYSTEM, Person, actor_for
from bureau.platform.mime import MailAddress
from tests.fixtures.database import CountQueries

from ..actions.share import delegate
from ..actions.write_letter import Draft, write_letter
from ..models import Account, Email, Mailbox
from .conftest import JmapOf
from .jmap_client import Jmap


def post(sender: Person, to: Person, subject: str = "Lunch", text: str = "At noon?") -> str:
    draft = Draft(sender.id, [MailAddress("", to.email)], subject, text)
    return write_letter(actor_for(sender), draft).email_id


def inbox_email(person: Person) -> Email:
    return Email.objects.get(account_id=person.id, label_rows__mailbox__role="inbox")


def draft(jmap: Jmap, to: Person, **more: Any) -> dict[str, Any]:
    return {
        "mailboxIds": {jmap.mailbox("drafts"): True},
        "keywords": {"$draft": True, "$seen": True},
        "from": [{"name": "Anna", "email": "anna@demo.example"}],
        "to": [{"email": to.email}],
        "subject": "Plan",
        "bodyValues": {"t": {"value": "Dear Ben"}, "h": {"value": "<p>Dear <b>Ben</b></p>"}},
        "textBody": [{"partId": "t", "type": "text/plain"}],
        "htmlBody": [{"partId": "h", "type": "text/html"}],
        **more,
    }


def test_the_session_names_the_own_account(jmap_of: JmapOf, anna: Person) -> None:
    answer = jmap_of(anna).api.call("GET", "/.well-known/jmap", site=True)
    assert answer.json["username"] == "anna@demo.example"
    assert list(answer.json["accounts"]) == [anna.id]
    assert answer.json["primaryAccounts"]["urn:ietf:params:jmap:mail"] == anna.id


def test_a_guest_is_asked_to_sign_in(jmap_of: JmapOf, anna: Person) -> None:
    from django.test import Client

    answer = Client().post("/jmap/api", "{}", content_type="application/json")
    assert answer.status_code == 401


def test_the_standard_mailboxes_are_there(jmap_of: JmapOf, anna: Person) -> None:
    boxes = jmap_of(anna).call("Mailbox/get", properties=["role", "totalEmails"])["list"]
    roles = [box["role"] for box in boxes]
    assert roles == ["inbox", "drafts", "sent", "archive", "junk", "trash"]
    assert {box["totalEmails"] for box in boxes} == {0}


def test_a_list_of_threads_comes_in_one_request(jmap_of: JmapOf, anna: Person, ben: Person) -> None:
    post(anna, ben, "Older")
    post(anna, ben, "Newer")
    jmap = jmap_of(ben)
    query, emails = jmap.request(
        (
            "Email/query",
            {
                "filter": {"inMailbox": jmap.mailbox("inbox")},
                "collapseThreads": True,
                "calculateTotal": True,
                "limit": 50,
            },
        ),
        (
            "Email/get",
            {
                "#ids": {"resultOf": "c0", "name": "Email/query", "path": "/ids"},
                "properties": ["subject", "from", "keywords", "mailboxIds", "preview"],
            },
        ),
    )
    assert query[1]["total"] == 2
    assert [one["subject"] for one in emails[1]["list"]] == ["Newer", "Older"]
    newest = emails[1]["list"][0]
    assert newest["from"] == [{"name": "Anna Arendt", "email": "anna@demo.example"}]
    assert (newest["preview"], newest["keywords"]) == ("At noon?", {})
    boxes = Mailbox.objects.filter(id__in=newest["mailboxIds"])
    assert {box.role or box.category for box in boxes} == {"inbox", "primary", "important"}


def test_fifty_rows_cost_as_many_queries_as_one(
    jmap_of: JmapOf, anna: Person, ben: Person, count_queries: CountQueries
) -> None:
    for number in range(12):
        post(anna, ben, f"Mail {number}")
    jmap = jmap_of(ben)
    inbox = jmap.mailbox("inbox")
    calls = (
        (
            "Email/query",
            {"filter": {"inMailbox": inbox}, "collapseThreads": True, "limit": 50},
        ),
        (
            "Email/get",
            {
                "#ids": {"resultOf": "c0", "name": "Email/query", "path": "/ids"},
                "properties": ["threadId", "mailboxIds", "keywords", "subject", "preview"],
            },
        ),
    )
    # Session and person 2, readable accounts 3, query 3, get 3.
    with count_queries(11, at_most=True):
        jmap.request(*calls)


def test_reading_a_message_shows_its_bodies(jmap_of: JmapOf, anna: Person, ben: Person) -> None:
    post(anna, ben, text="One\nTwo é")
    email = jmap_of(ben).call(
        "Email/get",
        ids=[inbox_email(ben).id],
        properties=["bodyValues", "textBody", "header:Subject:asText"],
        fetchTextBodyValues=True,
        maxBodyValueBytes=5,
    )["list"][0]
    part = email["textBody"][0]
    assert (part["type"], part["charset"]) == ("text/plain", "utf-8")
    value = email["bodyValues"][part["partId"]]
    assert value == {"value": "One\nT", "isEncodingProblem": False, "isTruncated": True}
    assert email["header:Subject:asText"] == "Lunch"


def test_marking_as_read_changes_the_counters(jmap_of: JmapOf, anna: Person, ben: Person) -> None:
    post(anna, ben)
    jmap = jmap_of(ben)
    email_id, state = inbox_email(ben).id, jmap.call("Mailbox/get", ids=[])["state"]
    result = jmap.call("Email/set", update={email_id: {"keywords/$seen": True}})
    assert result["updated"] == {email_id: None}
    inbox = Mailbox.objects.get(account_id=ben.id, role="inbox")
    assert (inbox.unread_emails, inbox.unread_threads, inbox.total_emails) == (0, 0, 1)
    changes = jmap.call("Email/changes", sinceState=state)
    assert (changes["updated"], changes["created"]) == ([email_id], [])
    changed = Mailbox.objects.filter(
        id__in=jmap.call("Mailbox/changes", sinceState=state)["updated"]
    )
    kinds = {box.role or box.category for box in changed}
    assert kinds == {"inbox", "primary", "important"}


def test_archiving_and_destroying_moves_and_removes(
    jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    post(anna, ben)
    jmap, email = jmap_of(ben), inbox_email(ben)
    jmap.call("Email/set", update={email.id: {"mailboxIds": {jmap.mailbox("archive"): True}}})
    totals = dict(Mailbox.objects.filter(account_id=ben.id).values_list("role", "total_emails"))
    assert (totals["inbox"], totals["archive"]) == (0, 1)
    state = jmap.call("Email/get", ids=[])["state"]
    assert jmap.call("Email/set", destroy=[email.id])["destroyed"] == [email.id]
    assert jmap.call("Email/changes", sinceState=state)["destroyed"] == [email.id]
    assert jmap.call("Thread/changes", sinceState=state)["destroyed"] == [email.thread_id]
    assert not Email.objects.filter(account_id=ben.id).exists()


def test_a_draft_is_written_sent_and_filed(jmap_of: JmapOf, anna: Person, ben: Person) -> None:
    jmap = jmap_of(anna)
    identity = jmap.call("Identity/get")["list"][0]["id"]
    drafts, sent = jmap.mailbox("drafts"), jmap.mailbox("sent")
    created, submitted, updated = jmap.request(
        ("Email/set", {"create": {"d": draft(jmap, ben)}}),
        (
            "EmailSubmission/set",
            {
                "create": {"s": {"emailId": "#d", "identityId": identity}},
                "onSuccessUpdateEmail": {
                    "#s": {
                        f"mailboxIds/{drafts}": None,
                        f"mailboxIds/{sent}": True,
                        "keywords/$draft": None,
                    }
                },
            },
        ),
    )
    email_id = created[1]["created"]["d"]["id"]
    assert submitted[1]["created"]["s"]["undoStatus"] == "final"
    assert updated == [
        "Email/set",
        {**updated[1], "updated": {email_id: None}, "notUpdated": None},
    ]
    assert Email.objects.get(id=email_id).label_rows.get().mailbox_id == sent
    assert inbox_email(ben).snippet == "Dear Ben"


def test_saving_a_draft_again_replaces_it(jmap_of: JmapOf, anna: Person, ben: Person) -> None:
    jmap = jmap_of(anna)
    first = jmap.call("Email/set", create={"d": draft(jmap, ben)})["created"]["d"]["id"]
    second = jmap.call(
        "Email/set", create={"d": draft(jmap, ben, subject="Plan B")}, destroy=[first]
    )
    assert second["destroyed"] == [first]
    assert [email.subject for email in Email.objects.filter(account_id=anna.id)] == ["Plan B"]


def test_an_uploaded_file_goes_along_and_comes_out_the_same(
    jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    jmap = jmap_of(anna)
    uploaded = jmap.api.client.post(
        f"/jmap/upload/{anna.id}", b"\x89PNG bytes", content_type="image/png"
    ).json()
    attachment = {"blobId": uploaded["blobId"], "type": "image/png", "name": "é.png"}
    new = draft(jmap, ben, attachments=[attachment])
    email_id = jmap.call("Email/set", create={"d": new})["created"]["d"]["id"]
    email = jmap.call("Email/get", ids=[email_id])["list"][0]
    part = email["attachments"][0]
    assert (part["name"], part["size"], email["hasAttachment"]) == ("é.png", 10, True)
    path = f"/jmap/download/{anna.id}/{part['blobId']}/picture.png"
    answer = jmap.api.call("GET", path, site=True)
    assert answer.body == b"\x89PNG bytes"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


def test_the_account_of_somebody_else_is_not_there(
    jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    post(ben, anna)
    email, before = inbox_email(anna), Account.objects.get(pk=anna.id).modseq
    spy = jmap_of(ben, anna)
    assert spy.call("Email/get", ids=[email.id]) == {"type": "accountNotFound"}
    answer = spy.call("Email/set", update={email.id: {"keywords/$seen": True}})
    assert answer == {"type": "accountNotFound"}
    blob = f"/jmap/download/{anna.id}/B{email.blob}/m.eml"
    assert spy.api.call("GET", blob, site=True).status == 404
    own_path = f"/jmap/download/{ben.id}/G{email.id}-1/m.txt"
    assert spy.api.call("GET", own_path, site=True).status == 404
    assert spy.api.call("GET", f"/mail/view/{email.id}", site=True).status == 404
    foreign = jmap_of(ben).call("Email/set", destroy=[email.id])
    assert foreign["notDestroyed"] == {email.id: {"type": "notFound"}}
    assert Account.objects.get(pk=anna.id).modseq == before
    assert inbox_email(anna).is_unread


def test_a_delegate_reads_the_account_but_sends_only_if_allowed(
    jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    post(ben, anna)
    delegate(SYSTEM, anna.id, ben.id, may_send=False)
    jmap = jmap_of(ben, anna)
    assert len(jmap.call("Email/query", filter={"subject": "lunch"})["ids"]) == 1
    answer = jmap.call("EmailSubmission/set", create={})
    assert answer["type"] == "forbidden"
    session = jmap.api.call("GET", "/jmap/session", site=True).json
    assert sorted(session["accounts"]) == sorted([anna.id, ben.id])


def test_filters_find_and_leave_out(jmap_of: JmapOf, anna: Person, ben: Person) -> None:
    post(anna, ben, "Budget 2024", "Numbers attached for Zürich")
    post(anna, ben, "Lunch", "Noodles")
    jmap = jmap_of(ben)

    def found(condition: dict[str, Any]) -> list[str]:
        ids = jmap.call("Email/query", filter=condition)["ids"]
        emails = jmap.call("Email/get", ids=ids, properties=["subject"])["list"]
        return [email["subject"] for email in emails]

    assert found({"text": "zürich numbers"}) == ["Budget 2024"]
    assert found({"from": "anna"}) == ["Lunch", "Budget 2024"]
    assert found({"hasKeyword": "$seen"}) == []
    assert found({"operator": "NOT", "conditions": [{"subject": "lunch"}]}) == ["Budget 2024"]
    later = timezone.now().replace(year=2100).isoformat()
    assert found({"after": later}) == []


def test_wrong_calls_get_the_right_errors(jmap_of: JmapOf, anna: Person) -> None:
    jmap = jmap_of(anna)
    assert jmap.call("Email/guess")["type"] == "unknownMethod"
    assert jmap.call("Email/query", filter={"colour": 1})["type"] == "unsupportedFilter"
    assert jmap.call("Email/query", sort=[{"property": "x"}])["type"] == "unsupportedSort"
    assert jmap.call("Email/get", ids=[], properties=["x"])["type"] == "invalidArguments"
    assert jmap.call("Email/set", ifInState="0")["type"] == "stateMismatch"
    assert jmap.call("Email/changes", sinceState="999")["type"] == "cannotCalculateChanges"
    reference = {"resultOf": "no", "name": "Email/query", "path": "/ids"}
    wrong = jmap.request(("Email/get", {"#ids": reference}))
    assert wrong == [["error", {"type": "invalidResultReference"}]]


def test_own_labels_are_made_renamed_and_removed(jmap_of: JmapOf, anna: Person) -> None:
    jmap = jmap_of(anna)
    made = jmap.call("Mailbox/set", create={"m": {"name": "Projects"}})["created"]["m"]["id"]
    twin = jmap.call("Mailbox/set", create={"m": {"name": "projects"}})["notCreated"]["m"]
    assert twin["properties"] == ["name"]
    jmap.call("Mailbox/set", update={made: {"name": "Work"}})
    assert Mailbox.objects.get(id=made).name == "Work"
    inbox = jmap.mailbox("inbox")
    answer = jmap.call("Mailbox/set", destroy=[made, inbox])
    assert answer["destroyed"] == [made]
    assert answer["notDestroyed"][inbox]["type"] == "forbidden"
