"""Confidential messages: recipients get a notice; who reads, until when, and who never does."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bureau.people import SYSTEM, Person, add_members, create_group, remove_member
from bureau.platform import blobs, jobs
from bureau.platform.jobs import Job
from tests.fixtures.http import Api

from .. import writing
from ..actions.share import delegate
from ..models import ConfidentialMail, Email, EmailText, Recipient, Submission
from .confidential import (
    PETRA,
    SECRET,
    Link,
    draft,
    in_days,
    send_confidential,
    submit,
    terms,
)
from .conftest import JmapOf, MakePerson
from .jmap_client import Jmap

pytestmark = pytest.mark.django_db


def notice_in(person: Person) -> Email:
    return Email.objects.get(account_id=person.id, is_delivered=True)


def seen_by(jmap: Jmap, email: Email) -> Any:
    (found,) = jmap.call("Email/get", ids=[email.id], properties=["confidential"])["list"]
    return found["confidential"]


def link_of(person: Person, mail: ConfidentialMail) -> Link:
    client = Client()
    client.force_login(person)
    return Link(mail, client)


def test_recipients_get_a_notice_and_the_content_stays_with_its_author(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    link = send_confidential(jmap_of(anna), "ben@demo.example", PETRA, html=f"<p>{SECRET}</p>")
    notice = notice_in(ben)
    raw = blobs.read(notice.blob)
    assert SECRET.encode() not in raw
    assert link.path.encode() in raw.replace(b"=\r\n", b"")
    assert notice.subject == "The offer"
    sent = blobs.read(Submission.objects.get(account_id=anna.id).blob)
    assert sent == raw
    own = Email.objects.get(account_id=anna.id)
    assert SECRET.encode() in blobs.read(own.blob)
    holders = EmailText.objects.filter(body__contains="42 million")
    assert [one.email_id for one in holders] == [own.id]


def test_a_colleague_reads_it_in_the_conversation_and_on_the_page(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mail = send_confidential(jmap_of(anna), "ben@demo.example").mail
    seen = seen_by(jmap_of(ben), notice_in(ben))
    assert seen == {
        "role": "reader",
        "state": "open",
        "expiresAt": seen["expiresAt"],
        "url": f"/mail/confidential/{mail.token}",
        "files": [],
    }
    assert link_of(ben, mail).shows()


def test_its_author_sees_how_it_stands(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    mail = send_confidential(mine, "ben@demo.example", passcode=True).mail
    seen = seen_by(mine, Email.objects.get(account_id=anna.id))
    assert seen["role"] == "author"
    assert (seen["id"], seen["state"], seen["passcode"]) == (mail.id, "open", True)
    (submission,) = mine.call("EmailSubmission/get", properties=["confidential"])["list"]
    assert submission["confidential"]["revokedAt"] is None
    assert submission["confidential"]["passcode"] is True


def test_only_those_addressed_read_it(
    anna: Person, ben: Person, make_person: MakePerson, jmap_of: JmapOf
) -> None:
    stranger = make_person("carl")
    mail = send_confidential(jmap_of(anna), "ben@demo.example").mail
    assert not link_of(stranger, mail).shows()
    # Holding the notice is no right: a copy of it in another account shows nothing.
    copy = jmap_of(stranger)
    raw = blobs.read(notice_in(ben).blob)
    upload = copy.api.client.post(
        f"/jmap/upload/{stranger.id}", raw, content_type="message/rfc822"
    ).json()
    inbox = copy.mailbox("inbox")
    filed = copy.call(
        "Email/import",
        emails={"e": {"blobId": upload["blobId"], "mailboxIds": {inbox: True}}},
    )
    email = Email.objects.get(id=filed["created"]["e"]["id"])
    assert seen_by(copy, email) is None


def test_whoever_reads_the_account_reads_it(
    anna: Person, ben: Person, make_person: MakePerson, jmap_of: JmapOf
) -> None:
    helper = make_person("carl")
    mail = send_confidential(jmap_of(anna), "ben@demo.example").mail
    delegate(SYSTEM, ben.id, helper.id, may_send=False)
    assert seen_by(jmap_of(helper, ben), notice_in(ben))["state"] == "open"
    assert link_of(helper, mail).shows()


def test_members_read_what_their_group_got_while_they_are_members(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    group = create_group(SYSTEM, "Board", "board@demo.example", "")
    add_members(SYSTEM, group, [ben.id])
    mail = send_confidential(jmap_of(anna), "board@demo.example").mail
    assert link_of(ben, mail).shows()
    remove_member(SYSTEM, group, ben)
    assert not link_of(ben, mail).shows()
    assert seen_by(jmap_of(ben), notice_in(ben)) is None


def test_hidden_recipients_read_it_and_nobody_sees_them(
    anna: Person, ben: Person, make_person: MakePerson, jmap_of: JmapOf
) -> None:
    carl = make_person("carl")
    hidden: dict[str, Any] = {"bcc": [{"email": "carl@demo.example"}]}
    mail = send_confidential(jmap_of(anna), "ben@demo.example", **hidden).mail
    for reader in (ben, carl):
        link = link_of(reader, mail)
        assert link.shows()
        assert b"carl@" not in link.get().content
        assert b"carl@" not in blobs.read(notice_in(reader).blob)


def test_after_its_end_nobody_but_the_author_sees_it(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    link = send_confidential(mine, "ben@demo.example", PETRA)
    assert link.shows()
    past = timezone.now() - timedelta(seconds=1)
    ConfidentialMail.objects.update(expires_at=past)
    for one in (link, link_of(ben, link.mail)):
        assert not one.shows()
        assert one.get().status_code == 410
        assert "no longer available" in one.get().content.decode()
    assert seen_by(jmap_of(ben), notice_in(ben)) == {"role": "reader", "state": "over"}
    assert link_of(anna, link.mail).shows()
    assert seen_by(mine, Email.objects.get(account_id=anna.id))["state"] == "expired"


def test_removing_access_ends_it_at_once_and_can_be_undone(
    anna: Person, ben: Person, jmap_of: JmapOf, api: Api
) -> None:
    link = send_confidential(jmap_of(anna), "ben@demo.example", PETRA)
    hers = api.signed_in(anna)
    assert hers.delete(f"/mail/confidential/{link.mail.id}").status == 204
    assert not link.shows()
    assert not link_of(ben, link.mail).shows()
    assert link_of(anna, link.mail).shows()
    back = hers.patch(f"/mail/confidential/{link.mail.id}", {"revoked": False})
    assert (back.status, back.json["revoked_at"]) == (200, None)
    assert link.shows()


def test_the_end_can_be_moved(anna: Person, ben: Person, jmap_of: JmapOf, api: Api) -> None:
    link = send_confidential(jmap_of(anna), PETRA)
    path = f"/mail/confidential/{link.mail.id}"
    hers = api.signed_in(anna)
    later = in_days(30)
    moved = hers.patch(path, {"expires_at": later, "passcode": True})
    assert moved.status == 200
    link.mail.refresh_from_db()
    assert link.mail.expires_at.isoformat().startswith(later.rstrip("Z"))
    assert link.mail.needs_passcode
    assert not link.shows()
    for wrong in (in_days(-1), in_days(6 * 366)):
        assert hers.patch(path, {"expires_at": wrong}).status == 422
    assert hers.patch(path, {"expires_at": "2031-01-01T00:00:00"}).status == 422
    link.mail.refresh_from_db()
    assert link.mail.expires_at.isoformat().startswith(later.rstrip("Z"))


def test_nobody_else_changes_or_removes_access(
    anna: Person, ben: Person, make_person: MakePerson, jmap_of: JmapOf, api: Api
) -> None:
    reader, boss = make_person("carl"), make_person("dora", role="admin")
    delegate(SYSTEM, anna.id, reader.id, may_send=False)
    mail = send_confidential(jmap_of(anna), "ben@demo.example").mail
    before = ConfidentialMail.objects.values().get()
    known, unknown = f"/mail/confidential/{mail.id}", "/mail/confidential/0000"
    for person in (ben, reader, boss):
        theirs = api.signed_in(person)
        for path in (known, unknown):
            refused = theirs.patch(path, {"expires_at": in_days(9), "revoked": True})
            assert (refused.status, refused.json["code"]) == (404, "mail_confidential_not_found")
            assert theirs.delete(path).status == 404
    assert api.delete(known).status == 401
    assert ConfidentialMail.objects.values().get() == before


def test_a_delegate_who_may_send_removes_access(
    anna: Person, ben: Person, make_person: MakePerson, jmap_of: JmapOf, api: Api
) -> None:
    helper = make_person("carl")
    delegate(SYSTEM, anna.id, helper.id, may_send=True)
    link = send_confidential(jmap_of(helper, anna), "ben@demo.example")
    assert api.signed_in(helper).delete(f"/mail/confidential/{link.mail.id}").status == 204
    assert not link_of(ben, link.mail).shows()


def due() -> None:
    Job.objects.update(run_at=timezone.now())
    jobs.drain()


def test_what_is_taken_back_leaves_no_page(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    held = submit(mine, draft(mine, "ben@demo.example"), terms(), HOLDFOR="20")["created"]["s"]
    link = Link(ConfidentialMail.objects.get(), Client())
    mine.call("EmailSubmission/set", update={held["id"]: {"undoStatus": "canceled"}})
    assert not ConfidentialMail.objects.exists()
    due()
    assert not Email.objects.filter(account_id=ben.id).exists()
    assert link_of(ben, link.mail).get().status_code == 404


def test_a_scheduled_one_is_read_when_it_was_sent(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    early = submit(mine, draft(mine, PETRA), terms(1), HOLDUNTIL=in_days(2))
    assert "notCreated" in early
    assert not ConfidentialMail.objects.exists()
    submit(mine, draft(mine, "ben@demo.example"), terms(3), HOLDUNTIL=in_days(2))
    due()
    assert SECRET.encode() not in blobs.read(notice_in(ben).blob)
    assert link_of(ben, ConfidentialMail.objects.get()).shows()
    assert seen_by(jmap_of(ben), notice_in(ben))["state"] == "open"


def test_sent_again_it_is_the_same_one(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    email_id = draft(mine, "ben@demo.example")
    first = submit(mine, email_id, terms())["created"]["s"]["id"]
    again = submit(mine, email_id, terms(5))["created"]["s"]["id"]
    assert first == again
    assert ConfidentialMail.objects.count() == 1
    assert Email.objects.filter(account_id=ben.id).count() == 1


def test_the_author_as_recipient_keeps_the_content(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    link = send_confidential(jmap_of(anna), "anna@demo.example", "ben@demo.example")
    own = Email.objects.get(account_id=anna.id)
    assert own.is_delivered
    assert SECRET.encode() in blobs.read(own.blob)
    assert seen_by(jmap_of(anna), own)["role"] == "author"
    assert link_of(ben, link.mail).shows()


def test_when_the_author_destroys_its_copy_it_is_gone(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    link = send_confidential(mine, "ben@demo.example")
    mine.call("Email/set", destroy=[link.mail.email_id])
    theirs = link_of(ben, link.mail)
    assert not theirs.shows()
    assert theirs.get().status_code == 410


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"expiresAt": "soon"},
        {"expiresAt": "2031-01-01T00:00:00"},
        {"expiresAt": "2000-01-01T00:00:00Z"},
        {"expiresAt": "2099-01-01T00:00:00Z"},
        {"expiresAt": None},
        "tomorrow",
        {"expiresAt": "2027-01-01T00:00:00Z", "passcode": "1234"},
        {"expiresAt": "2027-01-01T00:00:00Z", "readers": []},
    ],
)
def test_terms_that_make_no_sense_send_nothing(
    anna: Person, ben: Person, jmap_of: JmapOf, wrong: Any
) -> None:
    mine = jmap_of(anna)
    answer = submit(mine, draft(mine, "ben@demo.example"), wrong)
    assert "s" in answer["notCreated"]
    assert not ConfidentialMail.objects.exists()
    assert not Submission.objects.exists()
    assert not Recipient.objects.exists()
    assert not Email.objects.filter(account_id=ben.id).exists()


def test_ordinary_mail_costs_three_queries_more(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    send_confidential(jmap_of(anna), "ben@demo.example")
    theirs = jmap_of(ben)
    ids = [notice_in(ben).id]

    def queries(*properties: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            theirs.call("Email/get", ids=ids, properties=["subject", *properties])
        return len(seen)

    queries()
    ConfidentialMail.objects.all().delete()
    assert queries("confidential") - queries() == 3


def test_suggestions_do_not_learn_from_it(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    send_confidential(mine, "ben@demo.example")
    plain = draft(mine, "ben@demo.example")
    submit(mine, plain, None)
    assert writing.ids_of(anna.id, None, 10) == [plain]
