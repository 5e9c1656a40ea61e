"""Documents that the people of the company wrote together, with comments and a suggested change."""

import json
from importlib.resources import files
from typing import Any

from django.db import transaction

from bureau import comments, docs
from bureau.comments import Anchor, Remark, Visit
from bureau.docs import Caller, Found
from bureau.drive import Drive, Node, my_drive
from bureau.people import Person, actor_for
from bureau.platform.context import acting

from .people import Cast

SUGGESTED_AT = "2026-02-10T09:30:00Z"


def load(cast: Cast) -> None:
    """Write the documents that are missing."""
    texts = files(__package__).joinpath("texts")
    people = {
        "admin": cast.admin,
        "helpdesk": cast.helpdesk,
        "lead": cast.lead,
        "maya": cast.maya,
    }
    for wanted in json.loads(texts.joinpath("documents.json").read_text("utf-8")):
        folder = _folder(wanted, people)
        if not Node.objects.filter(parent=folder, name=wanted["name"]).exists():
            name = wanted.get("text")
            text = texts.joinpath("documents", name).read_text("utf-8") if name else ""
            _write(folder, wanted, text, people)


def _folder(wanted: dict[str, Any], people: dict[str, Person]) -> Node:
    if wanted["drive"]:
        drive = Drive.objects.get(kind=Drive.Kind.SHARED, root__name=wanted["drive"])
    else:
        drive = my_drive(people[wanted["owner"]])
    return Node.objects.get(parent_id=drive.root_id, name=wanted["folder"])


@transaction.atomic
def _write(folder: Node, wanted: dict[str, Any], text: str, people: dict[str, Person]) -> None:
    """Write one document; whole, so that a second load finds it finished or not at all."""
    author = people[wanted["by"]]
    with acting(author.id):
        template = wanted.get("template", "")
        node = docs.create_document(actor_for(author), folder.id, wanted["name"], template)
        if text:
            docs.append(Caller(actor_for(author)), node.id, "markdown", text)
    if "suggestion" in wanted:
        _suggest(node.id, wanted["suggestion"], people)
    for thread in wanted.get("threads", ()):
        _discuss(node.id, thread, people)


def _suggest(document_id: str, change: dict[str, str], people: dict[str, Person]) -> None:
    by = people[change["by"]]
    mark = {"id": "demo-1", "by": by.id, "at": SUGGESTED_AT}
    parts = [
        _text(change["old"], {"type": "deletion", "attrs": mark}),
        _text(change["new"], {"type": "insertion", "attrs": mark}),
    ]
    _put(document_id, by, change["old"], parts)


def _discuss(document_id: str, wanted: dict[str, Any], people: dict[str, Person]) -> None:
    """Open a thread on some words, let others answer, and resolve it where that was done."""
    by = people[wanted["by"]]
    with acting(by.id):
        mentions = [people[name].id for name in wanted.get("mentions", ())]
        thread = comments.open_thread(
            Visit(actor_for(by)),
            "doc",
            document_id,
            Remark(wanted["text"], mentions),
            Anchor(wanted["on"]),
        )
    mark = {"type": "comment", "attrs": {"id": thread.id}}
    _put(document_id, by, wanted["on"], [_text(wanted["on"], mark)])
    for answer in wanted.get("answers", ()):
        answering = people[answer["by"]]
        with acting(answering.id):
            comments.reply(Visit(actor_for(answering)), thread.id, Remark(answer["text"]))
    if wanted.get("resolved"):
        comments.set_resolved(Visit(actor_for(by)), thread.id, True)


def _put(document_id: str, by: Person, words: str, parts: list[dict[str, Any]]) -> None:
    paragraph = {"type": "paragraph", "content": parts}
    docs.replace(Caller(actor_for(by)), document_id, Found(words), "json", [paragraph])


def _text(text: str, mark: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": text, "marks": [mark]}
