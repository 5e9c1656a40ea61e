"""The routes under /compose: asking, the switches, what was learned, forgetting."""

import pytest

from bureau.people import Person, actor_for, create_token
from tests.fixtures.database import CountQueries
from tests.fixtures.http import Api

from ..actions.learn_person import learn_person
from ..engine.writer import Context
from ..http import limits
from ..models import Learner, Organisation
from ..serving import suggest
from .conftest import Letters, MakePerson

pytestmark = pytest.mark.django_db

TO_LEA = {"recipients": [{"name": "Léa Fontaine", "email": "lea@demo.example"}]}
OFF = (409, "compose_off")


def asked(api: Api, prefix: str, **context: object) -> list[str]:
    answer = api.post("/compose/suggest", {"prefix": prefix, "context": context})
    assert answer.status == 200, answer.body
    found = answer.json["suggestions"]
    assert all(0 < one["confidence"] <= 1 for one in found)
    assert all(one["text"].strip() for one in found)
    return [one["text"] for one in found]


def best(api: Api, prefix: str, **context: object) -> str:
    return next(iter(asked(api, prefix, **context)), "")


def refused(api: Api, prefix: str = "Hel") -> tuple[int, str]:
    answer = api.post("/compose/suggest", {"prefix": prefix})
    return answer.status, answer.json["code"]


@pytest.mark.parametrize(
    ("language", "typed", "greeting"),
    [("en", "Hel", "lo Léa,"), ("fr", "Bonj", "our Léa,"), ("de", "Hall", "o Léa,")],
)
def test_the_greeting_has_the_recipients_name(
    api: Api, noa: Person, language: str, typed: str, greeting: str
) -> None:
    assert best(api.signed_in(noa), typed, language=language, **TO_LEA) == greeting


def test_a_colleague_is_known_by_the_address(
    api: Api, noa: Person, make_person: MakePerson
) -> None:
    make_person("Kim Sato")
    mine = api.signed_in(noa)
    assert best(mine, "Hel", recipients=[{"email": "Kim@demo.example"}]) == "lo Kim,"
    assert best(mine, "Bon", language="fr", recipients=[{"email": "o@x.example"}]) == "jour,"


@pytest.mark.parametrize(
    ("language", "body", "closing"),
    [
        ("en", "Hi Léa,\nI have sent the report to you.\nBest r", "egards,\nNoa"),
        ("fr", "Bonjour Léa,\nJe vous ai envoyé le rapport.\nCordia", "lement,\nNoa"),
    ],
)
def test_leave_is_taken_with_the_own_name_unless_it_is_in_the_signature(
    api: Api, noa: Person, language: str, body: str, closing: str
) -> None:
    mine = api.signed_in(noa)
    assert best(mine, body, language=language, **TO_LEA) == closing
    signed = best(mine, body, language=language, has_signature=True, **TO_LEA)
    assert signed == closing.partition("\n")[0]


def test_words_are_finished_in_the_language_of_the_text(api: Api, noa: Person) -> None:
    mine = api.signed_in(noa)
    assert best(mine, "Hi Léa,\nI look forw") == "ard"
    assert best(mine, "Bonjour Léa,\nJe ne peux pas venir, malheureus") == "ement"


def test_a_subject_is_made_of_the_text(api: Api, noa: Person) -> None:
    body = (
        "Hi Léa,\nThe refurbished laptops for Berlin arrive on Thursday. "
        "Could you prepare the warehouse for the laptops?\nBest,\nNoa"
    )
    ideas = asked(api.signed_in(noa), "", field="subject", body=body, **TO_LEA)
    assert 1 <= len(ideas) <= 3
    assert "laptops" in ideas[0].lower()
    assert not any("Léa" in idea or "Noa" in idea for idea in ideas)


def test_a_french_subject_is_made_of_a_french_text(api: Api, noa: Person) -> None:
    body = (
        "Bonjour Léa,\nLa livraison des batteries reconditionnées aura lieu jeudi. "
        "Peux-tu prévenir l'entrepôt pour les batteries ?\nCordialement,\nNoa"
    )
    ideas = asked(api.signed_in(noa), "", field="subject", body=body, language="fr", **TO_LEA)
    assert "batteries" in ideas[0].lower()


def test_nobody_is_answered_without_signing_in(api: Api) -> None:
    assert api.post("/compose/suggest", {"prefix": "Hel"}).status == 401


def test_a_shared_mailbox_has_no_letters_of_its_own(api: Api, make_person: MakePerson) -> None:
    team = make_person("Helpdesk", kind="service")
    _, secret = create_token(actor_for(team), team, "test", ("compose.write",))
    assert refused(api.bearing(secret)) == (403, "forbidden")


def test_a_writer_in_memory_costs_no_query(
    api: Api, noa: Person, count_queries: CountQueries
) -> None:
    with count_queries(4):  # organisation, person, learner, names
        suggest(actor_for(noa), "Hel", Context())
    with count_queries(0):
        suggest(actor_for(noa), "Hell", Context())


def test_who_switched_it_off_is_asked_to_switch_it_on(
    api: Api, noa: Person, make_person: MakePerson, letters: Letters
) -> None:
    ada = make_person("Ada Berg")
    letters.off.add(noa.id)
    assert refused(api.signed_in(noa)) == OFF
    assert api.signed_in(noa).get("/compose/me").json["is_on"] is False
    assert best(api.signed_in(ada), "Hel", **TO_LEA) == "lo Léa,"


@pytest.mark.django_db(transaction=True)
def test_the_organisation_switches_it_off_for_everybody(
    api: Api, noa: Person, make_person: MakePerson
) -> None:
    admin = api.signed_in(make_person("Alex Morgan", role="admin"))
    assert best(api.signed_in(noa), "Hel", **TO_LEA) == "lo Léa,"
    assert admin.patch("/compose/settings", {"is_on": False}).json["is_on"] is False
    assert refused(api.signed_in(noa)) == OFF
    assert refused(admin) == OFF
    assert api.signed_in(noa).get("/compose/me").json["is_on"] is False
    assert admin.patch("/compose/settings", {"is_on": True}).status == 200
    assert best(api.signed_in(noa), "Hel", **TO_LEA) == "lo Léa,"


@pytest.mark.parametrize("role", ["member", "helpdesk"])
def test_only_administrators_switch_for_everybody(
    api: Api, make_person: MakePerson, role: str
) -> None:
    other = api.signed_in(make_person("Ada Berg", role=role))
    assert other.patch("/compose/settings", {"is_on": False}).status == 403
    assert other.get("/compose/settings").status == 403
    assert not Organisation.objects.exists()
    assert best(other, "Hel", **TO_LEA) == "lo Léa,"


def test_one_sees_how_much_was_learned_and_has_it_forgotten(
    api: Api, noa: Person, letters: Letters
) -> None:
    mine = api.signed_in(noa)
    assert mine.get("/compose/me").json == {
        "is_on": True,
        "texts": 0,
        "words": 0,
        "built_at": None,
    }
    letters.write(noa, "One two three.", "Four five.")
    learn_person(noa.id)
    known = mine.get("/compose/me").json
    assert (known["texts"], known["words"]) == (2, 7)
    assert known["built_at"]
    assert mine.delete("/compose/me").status == 204
    assert mine.get("/compose/me").json["texts"] == 0
    assert (Learner.objects.get().corpus, Learner.objects.get().model) == ("", "")


def test_more_questions_than_anybody_types_are_put_off(
    api: Api, noa: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RATE", 1)
    mine = api.signed_in(noa)
    assert best(mine, "Hel", **TO_LEA) == "lo Léa,"
    assert refused(mine) == (429, "too_many_requests")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"prefix": "a" * 20_001},
        {"prefix": "a", "context": {"field": "cc"}},
        {"prefix": "a", "context": {"recipients": [{}] * 101}},
        {"prefix": "a", "context": {"hour": 24}},
        {"prefix": "a", "context": {"body": "a" * 100_001}},
    ],
)
def test_what_cannot_be_read_is_refused(api: Api, noa: Person, body: object) -> None:
    assert api.signed_in(noa).post("/compose/suggest", body).status == 422
