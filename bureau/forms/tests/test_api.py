"""The JSON API of forms: editing, versions, responses, exports, and who may do what."""

from collections.abc import Callable
from typing import Any

import pytest

from bureau.automation import rules_of
from bureau.forms import Form, Response
from bureau.forms.models import ResponseFile
from bureau.forms.policies import may_write_rules
from bureau.people import actor_for
from bureau.platform.blobs import Blob
from bureau.platform.events.models import Event
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from .conftest import PNG, Staff, Visitor, show_if

pytestmark = pytest.mark.django_db
QUESTION = {"id": "q1", "kind": "short_text", "key": "q1", "label": "Your name"}


@pytest.fixture
def mine(api: Api, staff: Staff) -> Api:
    return api.signed_in(staff.owner)


def test_a_form_is_made_edited_published_and_answered(mine: Api) -> None:
    made = mine.post("/forms", {"title": "Change my workstation", "audience": "organisation"})
    assert made.status == 201
    assert (made.json["state"], made.json["draft_number"]) == ("draft", 1)
    assert made.json["abilities"] == {"see": True, "review": True, "edit": True, "manage": True}
    path = f"/forms/{made.json['id']}"
    assert mine.post(f"{path}/publish").json["errors"] == [
        {"field": "blocks", "message": "Add at least one question."}
    ]
    saved = mine.put(f"{path}/draft", {"blocks": [QUESTION], "draft_number": 1})
    assert saved.json == {"draft_number": 2, "problems": []}
    published = mine.post(f"{path}/publish")
    assert (published.json["state"], published.json["version_number"]) == ("open", 1)
    assert published.json["has_unpublished_changes"] is False
    assert mine.get(f"{path}/versions/1").json["blocks"] == [QUESTION]
    closed = mine.patch(path, {"state": "closed", "settings": {"description": "Soon"}})
    assert (closed.json["state"], closed.json["settings"]["description"]) == ("closed", "Soon")


def test_a_draft_never_overwrites_what_somebody_else_saved(mine: Api, form: Form) -> None:
    path = f"/forms/{form.id}/draft"
    assert mine.put(path, {"blocks": [QUESTION], "draft_number": 1}).status == 200
    late = mine.put(path, {"blocks": [], "draft_number": 1})
    assert (late.status, late.json["code"]) == (409, "draft_changed")
    assert Form.objects.get().draft == [QUESTION]


def test_a_draft_with_problems_is_kept_and_each_problem_is_named(mine: Api, form: Form) -> None:
    blocks = [
        {**QUESTION, "label": ""},
        {**QUESTION, "id": "q2", "key": "in"},
        {**QUESTION, "id": "q3", "key": "q3", "show_if": show_if("later", "answered")},
        {"id": "q4", "kind": "choice", "key": "later", "label": "Which?", "options": []},
    ]
    saved = mine.put(f"/forms/{form.id}/draft", {"blocks": blocks, "draft_number": 1})
    assert [problem["field"] for problem in saved.json["problems"]] == ["q1", "q2", "q3", "q4"]
    refused = mine.post(f"/forms/{form.id}/publish")
    assert (refused.status, refused.json["code"]) == (422, "bad_form")
    assert Form.objects.get().version_number == 1


def test_a_preview_tells_what_shows(mine: Api, form: Form) -> None:
    answers = {"issue": "refund", "amount": "0", "device": "x"}
    seen = mine.post(f"/forms/{form.id}/preview", {"answers": answers})
    assert seen.json["shown"] == ["issue", "amount", "s2", "mail"]
    assert seen.json["answers"] == {"issue": "refund"}
    assert seen.json["problems"] == [
        {"field": "amount", "message": "Write 1 or more."},
        {"field": "mail", "message": "Answer this question."},
    ]
    assert not Response.objects.exists()


def answer(form: Form, **answers: Any) -> str:
    visitor = Visitor(form).opens()
    visitor.sends(
        seen="new issue device photo amount s2 mail", **{"mail": "n@b.example", **answers}
    )
    visitor.confirmed()
    return Response.objects.order_by("-id").values_list("id", flat=True)[0]


def test_responses_are_listed_newest_first_with_chosen_columns(mine: Api, form: Form) -> None:
    first, second = answer(form, issue="missing"), answer(form, issue="refund", amount="12,5")
    page = mine.get(f"/forms/{form.id}/responses", columns="issue,amount", limit=1)
    assert [column["block_id"] for column in page.json["columns"]] == ["issue", "amount"]
    (row,) = page.json["items"]
    assert (row["id"], row["cells"]) == (second, {"issue": "Refund", "amount": "12.5"})
    rest = mine.get(f"/forms/{form.id}/responses", cursor=page.json["next"])
    assert [row["id"] for row in rest.json["items"]] == [first]


def test_lists_cost_the_same_however_long(
    mine: Api, form: Form, make_form: Callable[..., Form], count_queries: CountQueries
) -> None:
    for issue in ("missing", "other", "missing"):
        answer(form, issue=issue)
    make_form()
    with count_queries(11, at_most=True):
        assert len(mine.get(f"/forms/{form.id}/responses").json["items"]) == 3
    with count_queries(8, at_most=True):
        assert len(mine.get("/forms").json["items"]) == 2


def test_a_file_is_given_to_those_who_see_the_form_alone(
    api: Api, mine: Api, staff: Staff, form: Form
) -> None:
    visitor = Visitor(form).opens()
    visitor.sends({"photo": PNG}, issue="battery", device="x", mail="n@b.example")
    visitor.sends(issue="battery", device="x", mail="n@b.example").confirmed()
    file = ResponseFile.objects.get()
    shown = mine.get(f"/forms/{form.id}/responses/{file.response_id}")
    url = shown.json["files"][0]["url"].removeprefix("/api/v1")
    given = api.signed_in(staff.viewer).get(url)
    assert given.headers["X-Bureau-Blob"] == file.blob
    assert given.headers["Content-Disposition"] == 'attachment; filename="broken.png"'
    assert api.signed_in(staff.stranger).get(url).status == 404
    assert api.get(url).status == 401


def test_a_deleted_response_takes_its_files_along(mine: Api, form: Form) -> None:
    visitor = Visitor(form).opens()
    visitor.sends({"photo": PNG}, issue="battery", device="x", mail="n@b.example")
    visitor.sends(issue="battery", device="x", mail="n@b.example").confirmed()
    file = ResponseFile.objects.get()
    assert mine.delete(f"/forms/{form.id}/responses/{file.response_id}").status == 204
    assert not Response.objects.exists()
    assert Blob.objects.get(hash=file.blob).references == 0
    assert Form.objects.get().response_count == 0


def test_a_held_response_starts_something_once_it_is_released(mine: Api, form: Form) -> None:
    visitor = Visitor(form).opens()
    visitor.sends(issue="missing", mail="n@b.example", website_2="x").confirmed()
    held = mine.get(f"/forms/{form.id}/responses", state="held").json["items"]
    assert [row["held_because"] for row in held] == ["trap"]
    path = f"/forms/{form.id}/responses/{held[0]['id']}/release"
    assert [mine.post(path).status, mine.post(path).status] == [204, 204]
    assert Event.objects.filter(name="form.answered").count() == 1


def test_the_export_keeps_columns_and_defuses_formulas(mine: Api, form: Form) -> None:
    answer(form, issue="other", o_issue='=HYPERLINK("http://evil.example")')
    blocks = [{"id": "new", "kind": "number", "key": "new", "label": "+New"}, form.draft[0]]
    mine.put(f"/forms/{form.id}/draft", {"blocks": blocks, "draft_number": 1})
    mine.post(f"/forms/{form.id}/publish")
    answer(form, issue="missing", new="-5")
    lines = mine.get(f"/forms/{form.id}/responses.csv").body.decode().splitlines()
    columns = "What is wrong?,Which device?,A photo,How much?,E-mail,'+New"
    assert lines[0] == f"\ufeffResponse,Time,Version,Name,E-mail,{columns}"
    assert lines[1].endswith(',"\'=HYPERLINK(""http://evil.example"")",,,,n@b.example,')
    assert lines[2].endswith(",Missing parcel,,,,,-5")


def test_choices_are_counted(mine: Api, form: Form) -> None:
    for issue in ("missing", "missing", "other"):
        answer(form, issue=issue)
    counted = mine.get(f"/forms/{form.id}/summary").json
    assert (counted["accepted"], counted["held"], counted["counted"]) == (3, 0, 3)
    options = {option["key"]: option["count"] for option in counted["questions"][0]["options"]}
    assert options == {"missing": 2, "battery": 0, "refund": 0, "other": 1}


def test_a_copy_has_the_questions_and_none_of_the_responses(mine: Api, form: Form) -> None:
    answer(form, issue="missing")
    copy = mine.post(f"/forms/{form.id}/duplicate").json
    assert (copy["title"], copy["state"]) == ("Report an order problem (copy)", "draft")
    assert (copy["blocks"], copy["response_count"]) == (form.draft, 0)


def test_a_deleted_form_can_be_restored(mine: Api, form: Form) -> None:
    assert mine.delete(f"/forms/{form.id}").status == 204
    assert mine.get(f"/forms/{form.id}").status == 404
    assert mine.get("/forms").json["items"] == []
    assert mine.post(f"/forms/{form.id}/restore").status == 200
    assert Visitor(form).opens().status == 200


def test_an_address_belongs_to_one_form(
    mine: Api, form: Form, make_form: Callable[..., Form]
) -> None:
    other = make_form()
    assert mine.patch(f"/forms/{form.id}", {"slug": "order-problem"}).status == 200
    taken = mine.patch(f"/forms/{other.id}", {"slug": "order-problem"})
    assert (taken.status, taken.json["code"]) == (409, "slug_taken")
    assert mine.patch(f"/forms/{other.id}", {"slug": "-/uploads"}).status == 422


CALLS: list[tuple[str, str, Any]] = [
    ("PATCH", "", {"title": "Mine"}),
    ("PUT", "/draft", {"blocks": [], "draft_number": 1}),
    ("POST", "/publish", None),
    ("DELETE", "", None),
    ("PUT", "/grants/everyone", {"role": 50}),
    ("DELETE", "/responses/{response}", None),
    ("POST", "/responses/{response}/release", None),
]


def stored(form: Form) -> list[object]:
    fields = ("title", "draft", "draft_number", "version_number", "deleted_at", "response_count")
    return [Form.objects.values(*fields).get(id=form.id), list(Response.objects.values())]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_who_may_only_look_changes_nothing(
    api: Api, staff: Staff, form: Form, method: str, path: str, body: Any
) -> None:
    url = f"/forms/{form.id}{path.format(response=answer(form, issue='missing'))}"
    before, events = stored(form), Event.objects.count()
    callers = (api.signed_in(staff.viewer), api.signed_in(staff.stranger), api)
    assert [caller.call(method, url, body).status for caller in callers] == [403, 404, 401]
    assert stored(form) == before
    assert Event.objects.count() == events


@pytest.mark.parametrize("path", ["", "/responses", "/responses.csv", "/summary", "/versions"])
def test_a_stranger_does_not_even_see_the_form(
    api: Api, staff: Staff, form: Form, path: str
) -> None:
    assert api.signed_in(staff.stranger).get(f"/forms/{form.id}{path}").status == 404
    assert api.signed_in(staff.stranger).get("/forms").json["items"] == []
    assert api.signed_in(staff.viewer).get(f"/forms/{form.id}{path}").status == 200


def test_an_editor_edits_and_may_not_delete(api: Api, staff: Staff, form: Form) -> None:
    editor = api.signed_in(staff.editor)
    assert editor.patch(f"/forms/{form.id}", {"title": "Better"}).status == 200
    assert editor.delete(f"/forms/{form.id}").status == 403
    assert Form.objects.get().deleted_at is None


def test_rules_of_a_form_are_written_by_its_editors(staff: Staff, form: Form) -> None:
    people = (staff.owner, staff.editor, staff.viewer, staff.stranger)
    allowed = [may_write_rules(actor_for(person), form.id) for person in people]
    assert allowed == [True, True, False, False]
    assert rules_of(f"form:{form.id}") == []
