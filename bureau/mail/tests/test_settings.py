"""Settings and templates of a person, over the API."""

import pytest

from bureau.people import Person
from tests.fixtures.http import Api

from ..models import Delegation, MailSettings, Template
from .conftest import JmapOf, MakePerson

pytestmark = pytest.mark.django_db


def test_settings_begin_with_the_defaults_and_keep_what_is_chosen(api: Api, anna: Person) -> None:
    mine = api.signed_in(anna)
    before = mine.get("/mail/settings").json
    assert (before["undo_s"], before["images"], before["default_identity_id"]) == (10, "ask", None)
    changed = mine.patch("/mail/settings", {"undo_s": 30, "reading_pane": "right"})
    assert changed.json == {**before, "undo_s": 30, "reading_pane": "right"}
    assert mine.get("/mail/settings").json == changed.json
    assert MailSettings.objects.get(pk=anna.id).chosen == {"undo_s": 30, "reading_pane": "right"}


def test_a_setting_outside_its_range_changes_nothing(api: Api, anna: Person) -> None:
    mine = api.signed_in(anna)
    answer = mine.patch("/mail/settings", {"undo_s": 31, "images": "always"})
    assert answer.status == 422
    assert mine.get("/mail/settings").json["images"] == "ask"
    assert not MailSettings.objects.exists()


def test_the_default_identity_is_one_of_the_persons_own(
    api: Api, anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine, bens = (jmap_of(one).call("Identity/get")["list"][0]["id"] for one in (anna, ben))
    patch = api.signed_in(anna).patch
    assert patch("/mail/settings", {"default_identity_id": bens}).status == 422
    assert (
        patch("/mail/settings", {"default_identity_id": mine}).json["default_identity_id"] == mine
    )


def test_a_template_is_kept_changed_and_removed(api: Api, anna: Person) -> None:
    mine = api.signed_in(anna)
    fields = {"name": "Offer", "subject": "Our offer", "html": "<p>Dear</p>"}
    made = mine.post("/mail/templates", fields)
    assert (made.status, made.json["html"], made.json["shared"]) == (201, "<p>Dear</p>", False)
    path = f"/mail/templates/{made.json['id']}"
    changed = mine.put(path, {**fields, "html": "<p>Hi</p><script>x()</script>"})
    assert changed.json["html"] == "<p>Hi</p>"
    assert [one["name"] for one in mine.get("/mail/templates").json["items"]] == ["Offer"]
    assert mine.delete(path).status == 204
    assert mine.get("/mail/templates").json["items"] == []


def test_others_see_shared_templates_only_and_change_none(
    api: Api, anna: Person, ben: Person
) -> None:
    mine, his = api.signed_in(anna), api.signed_in(ben)
    mine.post("/mail/templates", {"name": "Own", "html": "<p>a</p>"})
    shared = mine.post("/mail/templates", {"name": "All", "html": "<p>b</p>", "shared": True}).json
    listed = his.get("/mail/templates").json["items"]
    assert [(one["name"], one["may_change"]) for one in listed] == [("All", False)]
    path = f"/mail/templates/{shared['id']}"
    assert his.put(path, {"name": "Mine"}).status == 404
    assert his.delete(path).status == 404
    assert Template.objects.get(id=shared["id"]).name == "All"


def test_templates_of_a_shared_mailbox_belong_to_those_who_send_as_it(
    api: Api, anna: Person, ben: Person, make_person: MakePerson
) -> None:
    sales = make_person("sales", kind="shared")
    fields = {"name": "Hello", "html": "<p>Sales here</p>", "account_id": sales.id}
    assert api.signed_in(anna).post("/mail/templates", fields).status == 404
    Delegation.objects.create(account_id=sales.id, principal_id=anna.id, may_send=True)
    assert api.signed_in(anna).post("/mail/templates", fields).status == 201
    Delegation.objects.create(account_id=sales.id, principal_id=ben.id, may_send=True)
    (seen,) = api.signed_in(ben).get("/mail/templates").json["items"]
    assert (seen["name"], seen["may_change"]) == ("Hello", True)
