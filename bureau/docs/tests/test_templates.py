"""Templates: every one is a document of the schema in both languages, and can be started from."""

from typing import Any

import pytest

from bureau.docs.content.schema import check
from bureau.docs.templates import ORDER, template_named
from bureau.people import Person

from .conftest import Team

Json = Any


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("id", ORDER)
def test_every_template_is_a_document_in_both_languages(id: str, language: str) -> None:
    template = template_named(id, language)
    assert template.title
    assert template.description
    for part in ("body", "header", "footer"):
        if template.envelope[part]:
            check(template.envelope[part])


def test_the_gallery_speaks_the_callers_language(team: Team) -> None:
    shown = team.vera.get("/docs/templates").json["items"]
    assert [template["id"] for template in shown] == list(ORDER)
    assert shown[0]["title"] == "Meeting notes"
    assert shown[0]["preview"].startswith("Meeting notes\nDate: ")
    assert shown[0]["thumbnail"].startswith("<svg")
    Person.objects.filter(id=team.people["vera"].id).update(language="fr")
    assert team.vera.get("/docs/templates").json["items"][0]["title"] == "Compte rendu de réunion"


def test_a_document_starts_from_a_template(team: Team) -> None:
    made = team.ben.post("/docs", {"parent": team.root, "template": "report"}).json
    assert made["name"] == "Report"
    read = team.ben.get(f"/docs/{made['id']}/content").json
    assert read["page"] == {"differentFirst": True}
    assert read["footer"]["content"][0]["content"][1] == {"type": "field"}
    assert [block["type"] for block in read["body"]["content"]].count("tableOfContents") == 1
    assert team.ben.get(f"/docs/{made['id']}").json["thumbnail"]


def test_an_unknown_template_makes_nothing(team: Team) -> None:
    assert team.ben.post("/docs", {"parent": team.root, "template": "nothing"}).status == 404
    assert team.ben.get("/docs/recent").json["items"] == []
