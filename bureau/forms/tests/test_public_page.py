"""The public page in a browser without scripts: branching, uploads, languages, and what never
happens twice.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from bureau import forms
from bureau.forms import Form, Response
from bureau.forms.models import ResponseFile, Upload
from bureau.people import Actor
from bureau.platform.blobs import Blob
from bureau.platform.events.models import Event

from .conftest import PNG, Staff, Visitor

pytestmark = pytest.mark.django_db


def answered() -> list[Event]:
    return list(Event.objects.filter(name="form.answered"))


def test_the_page_asks_first_what_everybody_is_asked(visitor: Visitor) -> None:
    assert visitor.status == 200
    assert visitor.shown() == ["issue", "s2", "mail"]
    assert ">Continue</button>" in visitor.html


def test_the_questions_that_fit_the_choice_come_up_before_anything_is_stored(
    visitor: Visitor,
) -> None:
    visitor.sends(issue="battery", mail="nora@buyer.example")
    assert visitor.shown() == ["issue", "device", "photo", "s2", "mail"]
    assert "Some more questions fit your answers" in visitor.html
    assert 'value="nora@buyer.example"' in visitor.html
    assert not Response.objects.exists()


def test_a_submission_with_a_file_is_stored_and_announced_once(visitor: Visitor) -> None:
    visitor.sends(issue="battery", mail="nora@buyer.example")
    visitor.sends({"photo": PNG}, issue="battery", device="Phone 12", mail="nora@buyer.example")
    assert "Thank you" in visitor.confirmed()
    response = Response.objects.get()
    file = ResponseFile.objects.get()
    assert response.answers == {
        "issue": "battery", "device": "Phone 12", "photo": [file.id], "mail": "nora@buyer.example",
    }  # fmt: skip
    assert (file.name, file.media_type, file.block_id) == ("broken.png", "image/png", "photo")
    assert not Upload.objects.exists()
    assert Blob.objects.get(hash=file.blob).references == 1
    (event,) = answered()
    payload = event.payload
    assert event.stream == f"form:{visitor.form.id}"
    assert payload["answers"]["issue"] == "battery"
    assert payload["labels"]["issue"] == {
        "label": "What is wrong?", "key": "issue", "value_text": "Battery does not hold charge",
    }  # fmt: skip
    assert payload["labels"]["photo"]["value_text"] == "broken.png"
    assert payload["files"] == [
        {"blob": file.blob, "name": "broken.png", "type": "image/png", "block": "photo"}
    ]
    assert payload["respondent"] == {"email": "nora@buyer.example", "name": "", "person_id": ""}


def test_a_file_is_kept_while_other_answers_are_corrected(visitor: Visitor) -> None:
    visitor.sends(issue="battery", mail="nora@buyer.example")
    visitor.sends({"photo": PNG}, issue="battery", device="", mail="nora@buyer.example")
    assert visitor.status == 422
    assert "Answer this question." in visitor.html
    assert "broken.png" in visitor.html
    visitor.sends(issue="battery", device="Phone 12", mail="nora@buyer.example")
    visitor.confirmed()
    assert ResponseFile.objects.get().name == "broken.png"


def test_a_file_can_be_taken_away_again(visitor: Visitor) -> None:
    visitor.sends({"photo": PNG}, issue="battery", mail="nora@buyer.example")
    visitor.sends(issue="battery", mail="n@b.example", remove=visitor.hidden("t_photo")[0])
    assert "broken.png" not in visitor.html
    visitor.sends(issue="battery", device="Phone 12", mail="nora@buyer.example")
    visitor.confirmed()
    assert not ResponseFile.objects.exists()


def test_answers_of_hidden_questions_are_dropped(visitor: Visitor) -> None:
    every = "issue device photo amount s2 mail"
    visitor.sends(issue="missing", device="Phone", amount="7", mail="n@b.example", seen=every)
    visitor.confirmed()
    assert Response.objects.get().answers == {"issue": "missing", "mail": "n@b.example"}
    assert "device" not in answered()[0].payload["answers"]


def test_own_words_beside_an_option_are_kept(visitor: Visitor) -> None:
    visitor.sends(issue="other", o_issue="It hums", mail="n@b.example")
    visitor.confirmed()
    assert Response.objects.get().answers["issue"] == {"option": "other", "text": "It hums"}
    payload = answered()[0].payload
    assert payload["answers"]["issue"] == "other"
    assert payload["labels"]["issue"]["value_text"] == "It hums"


def test_each_wrong_answer_is_told_at_its_place(visitor: Visitor) -> None:
    visitor.sends(issue="refund", mail="nobody")
    visitor.sends(issue="refund", amount="a lot", mail="nobody")
    assert visitor.status == 422
    assert "Write a number." in visitor.html
    assert "name@example.org" in visitor.html
    assert not Response.objects.exists()


def test_an_option_that_does_not_exist_is_refused(visitor: Visitor) -> None:
    visitor.sends(issue="free-phone", mail="n@b.example")
    assert visitor.status == 422
    assert not Response.objects.exists()


def test_a_retry_shows_the_same_confirmation_and_creates_nothing(visitor: Visitor) -> None:
    page = visitor.html
    visitor.sends(issue="missing", mail="n@b.example")
    first = visitor.location
    visitor.html = page
    visitor.sends(issue="refund", mail="other@b.example")
    assert visitor.status == 303
    assert visitor.location == first
    assert Response.objects.count() == 1
    assert len(answered()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_response(visitor: Visitor) -> None:
    page = visitor.html

    def click(_: int) -> int:
        twin = Visitor(visitor.form, Client(), html=page)
        try:
            return twin.sends(issue="missing", mail="n@b.example").status
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(click, range(6))) == [303] * 6
    assert Response.objects.count() == 1
    assert len(answered()) == 1
    assert Form.objects.get().response_count == 1


def test_an_answer_is_stored_with_the_version_it_was_given_to(
    visitor: Visitor, owner: Actor
) -> None:
    blocks: list[object] = [{"id": "new", "kind": "short_text", "key": "new", "label": "New"}]
    forms.save_draft(owner, visitor.form.id, blocks, 1)
    forms.publish(owner, visitor.form.id)
    visitor.sends(issue="missing", mail="n@b.example")
    visitor.confirmed()
    assert Response.objects.get().version.number == 1


def test_the_page_speaks_french_to_french_browsers(form: Form) -> None:
    visitor = Visitor(form, language="fr-FR,fr;q=0.9,en;q=0.8").opens()
    assert '<html lang="fr">' in visitor.html
    visitor.sends(mail="")
    assert visitor.status == 422
    assert "Répondez à cette question." in visitor.html


def test_nothing_of_the_page_may_run_that_is_not_ours(visitor: Visitor) -> None:
    response = visitor.client.get(visitor.address)
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "<script>" not in visitor.html
    assert response.headers["Cache-Control"] == "no-store"


def test_what_people_write_comes_back_as_text(visitor: Visitor) -> None:
    visitor.sends(issue="battery", device='"><script>x</script>', mail="n@b.example")
    assert "<script>x" not in visitor.html
    assert "&lt;script&gt;x" in visitor.html


@pytest.mark.parametrize("state", ["closed", "early", "late", "full", "trash"])
def test_a_form_that_takes_no_answers_says_so(
    make_form: Callable[..., Form], owner: Actor, state: str
) -> None:
    form = make_form()
    visitor = Visitor(form).opens()
    if state == "closed":
        forms.update_form(owner, form.id, {"state": "closed"})
    elif state == "early":
        forms.update_form(owner, form.id, {"settings": {"opens_at": "2999-01-01T00:00:00Z"}})
    elif state == "late":
        forms.update_form(owner, form.id, {"settings": {"closes_at": "2001-01-01T00:00:00Z"}})
    elif state == "full":
        forms.update_form(owner, form.id, {"settings": {"max_responses": 1}})
        Form.objects.update(response_count=1)
    else:
        Form.objects.update(deleted_at="2026-01-01T00:00:00Z")
    visitor.sends(issue="missing", mail="n@b.example")
    assert visitor.status == (404 if state == "trash" else 410)
    assert Visitor(form).opens().status == visitor.status
    assert not Response.objects.exists()


def test_a_page_that_was_tampered_with_is_shown_again(visitor: Visitor) -> None:
    visitor.sends(issue="missing", mail="n@b.example", token=visitor.hidden("token")[0] + "x")
    assert visitor.status == 200
    assert "Check your answers" in visitor.html
    assert not Response.objects.exists()


def test_robots_are_held_for_review(make_form: Callable[..., Form]) -> None:
    visitor = Visitor(make_form()).opens()
    visitor.sends(issue="missing", mail="n@b.example", website_2="http://spam.example")
    assert "Thank you" in visitor.confirmed()
    hasty = Visitor(make_form(minimum_fill_s=30)).opens()
    hasty.sends(issue="missing", mail="n@b.example").confirmed()
    held = Response.objects.order_by("id").values_list("state", "held_because")
    assert list(held) == [("held", "trap"), ("held", "too_fast")]
    assert not answered()


def test_a_typed_address_is_asked_for_and_judged(make_form: Callable[..., Form]) -> None:
    visitor = Visitor(make_form(collect_email="typed")).opens()
    visitor.sends(issue="missing", mail="n@b.example", respondent_email="nora")
    assert visitor.status == 422
    visitor.sends(issue="missing", mail="n@b.example", respondent_email="nora@buyer.example")
    visitor.confirmed()
    assert Response.objects.get().respondent_email == "nora@buyer.example"


def test_a_form_of_the_organisation_asks_to_sign_in(make_form: Callable[..., Form]) -> None:
    form = make_form(audience="organisation")
    visitor = Visitor(form).opens()
    assert visitor.status == 302
    assert visitor.location == f"/sign-in?next=/f/{form.slug}"


def test_a_form_of_the_organisation_takes_the_person_from_the_session(
    make_form: Callable[..., Form], staff: Staff
) -> None:
    form = make_form(audience="organisation")
    client, other = Client(), Client()
    client.force_login(staff.stranger)
    other.force_login(staff.viewer)
    visitor = Visitor(form, client).opens()
    thief = Visitor(form, other, html=visitor.html)
    assert thief.sends(issue="missing", mail="n@b.example").status == 200
    assert not Response.objects.exists()
    visitor.sends(issue="missing", mail="n@b.example", respondent_email="boss@demo.example")
    visitor.confirmed()
    response = Response.objects.get()
    assert (response.respondent_id, response.respondent_email) == (
        staff.stranger.id,
        staff.stranger.email,
    )
