"""What of a person's mail is learned from for suggestions, and the person's switch."""

from collections.abc import Callable
from typing import Any

import pytest

from bureau.compose import Context, learn_person, suggest
from bureau.people import Person, actor_for
from tests.fixtures.http import Api

from ..writing import SENT
from .conftest import JmapOf
from .jmap_client import Jmap

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]

HABIT = "The quarterly figures look promising today."
BEN = [{"name": "Ben Braun", "email": "ben@demo.example"}]


def keep(jmap: Jmap, text: str = "", html: str = "", role: str = "sent", **fields: Any) -> str:
    """Put a message into a mailbox; the author is the owner unless told."""
    kind, body = ("htmlBody", html) if html else ("textBody", text)
    message = {
        "mailboxIds": {jmap.mailbox(role): True},
        "from": [{"name": "Anna Arendt", "email": "anna@demo.example"}],
        "to": BEN,
        "subject": "Figures",
        kind: [{"partId": "1", "type": f"text/{'html' if html else 'plain'}"}],
        "bodyValues": {"1": {"value": body}},
        **fields,
    }
    made = jmap.call("Email/set", create={"m": message})
    assert made.get("created"), made
    return str(made["created"]["m"]["id"])


def bodies(person: Person) -> list[str]:
    ids = SENT.ids_of(person.id, None, 100)
    return [text.body for text in SENT.read(person.id, ids)]


def test_own_words_are_those_without_quote_and_signature(anna: Person, jmap_of: JmapOf) -> None:
    keep(
        jmap_of(anna),
        f"Hi Ben,\n{HABIT}\n> You asked for secrets.\nMore below.\n\n-- \nAnna Arendt\nDirector\n",
    )
    keep(
        jmap_of(anna),
        f"{HABIT}\n\nOn Monday, Ben Braun <ben@demo.example> wrote:\nHis words are his.\n",
    )
    assert sorted(bodies(anna)) == [f"Hi Ben,\n{HABIT}\nMore below.", HABIT]


@pytest.mark.parametrize(
    "foreign",
    [
        "<blockquote><p>His words are his.</p></blockquote>",
        '<div class="gmail_quote">On Monday Ben wrote: his words.</div>',
        '<div class="bureau-signature"><p>Anna Arendt, Director</p></div>',
        '<div class="moz-signature">Anna Arendt, Director</div>',
        "<p>---------- Forwarded message ---------</p><p>From: Ben</p><p>His words.</p>",
        "<style>p { color: red }</style>",
    ],
)
def test_what_is_not_the_authors_in_html_is_left_out(
    anna: Person, jmap_of: JmapOf, foreign: str
) -> None:
    keep(jmap_of(anna), html=f"<p>Hi Ben,</p><p>{HABIT}</p>{foreign}")
    assert [body.split() for body in bodies(anna)] == [["Hi", "Ben,", *HABIT.split()]]


def test_only_what_was_sent_counts(anna: Person, ben: Person, jmap_of: JmapOf) -> None:
    keep(jmap_of(anna), HABIT, role="drafts")
    keep(jmap_of(anna), HABIT, role="inbox")
    assert bodies(anna) == []
    keep(jmap_of(anna), HABIT)
    assert bodies(anna) == [HABIT]
    assert bodies(ben) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"from": [{"email": "vera@vendor.example"}]},
        {"sender": [{"email": "ben@demo.example"}]},
        {"header:Auto-Submitted:asText": "auto-replied"},
        {"header:List-Id:asText": "<crowd.demo.example>"},
        {"header:Precedence:asText": "bulk"},
    ],
)
def test_what_others_and_machines_wrote_is_not_learned_from(
    anna: Person, jmap_of: JmapOf, fields: dict[str, Any]
) -> None:
    keep(jmap_of(anna), HABIT, **fields)
    assert bodies(anna) == [""]


def best(person: Person, prefix: str) -> str:
    found = suggest(actor_for(person), prefix, Context())
    return found[0].text if found else ""


def learn(person: Person, drain: Drain) -> None:
    learn_person.enqueue(person_id=person.id)
    drain()


def test_sent_mail_is_learned_from_and_deleted_mail_forgotten(
    anna: Person, ben: Person, jmap_of: JmapOf, drain: Drain
) -> None:
    jmap = jmap_of(anna)
    ids = [keep(jmap, f"Hi Ben,\n{HABIT}", subject=f"Week {week}") for week in range(20)]
    learn(anna, drain)
    assert best(anna, "Hi,\nThe quarterly fig").startswith("ures look")
    assert "look" not in best(ben, "Hi,\nThe quarterly fig")
    jmap.call("Email/set", destroy=ids)
    learn(anna, drain)
    assert "look" not in best(anna, "Hi,\nThe quarterly fig")


def test_the_switch_in_the_settings_of_mail_drops_what_was_learned(
    api: Api, anna: Person, jmap_of: JmapOf, drain: Drain
) -> None:
    mine = api.signed_in(anna)
    for week in range(20):
        keep(jmap_of(anna), f"Hi Ben,\n{HABIT}", subject=f"Week {week}")
    learn(anna, drain)
    assert mine.get("/compose/me").json["texts"] == 20
    mine.patch("/mail/settings", {"smart_compose_on": False})
    asked = mine.post("/compose/suggest", {"prefix": "Hel"})
    assert (asked.status, asked.json["code"]) == (409, "compose_off")
    drain()
    assert mine.get("/compose/me").json["texts"] == 0
    mine.patch("/mail/settings", {"smart_compose_on": True})
    drain()
    assert mine.get("/compose/me").json["texts"] == 20
    assert best(anna, "Hi,\nThe quarterly fig").startswith("ures look")
