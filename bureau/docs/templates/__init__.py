"""Templates: documents to start from, each an envelope with its title and description in two
languages.

A file is `{"title": {"en", "fr"}, "description": {…}, "en": envelope, "fr": envelope}`; the first
ones in `ORDER` come first in the gallery.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..content.normal import normal_doc
from ..content.schema import Json, version
from ..content.text import lines
from ..errors import DocumentNotFound

ORDER = (
    "meeting-notes",
    "project-brief",
    "job-description",
    "onboarding-plan",
    "repair-procedure",
    "letter",
    "report",
)
LANGUAGES = ("en", "fr")
PREVIEW_LINES = 14


@dataclass(frozen=True, slots=True)
class Template:
    """A template in one language."""

    id: str
    title: str
    description: str
    envelope: Json


def gallery(language: str) -> list[Template]:
    """Return all templates in a language."""
    return [template_named(id, language) for id in ORDER]


def template_named(id: str, language: str) -> Template:
    """Return a template in a language; raises `DocumentNotFound`."""
    if id not in ORDER:
        raise DocumentNotFound("There is no such template.")
    return _templates(language if language in LANGUAGES else "en")[id]


def preview(template: Template) -> str:
    """Return the first lines, to be shown small."""
    return "\n".join(list(lines(template.envelope["body"]))[:PREVIEW_LINES])


@cache
def _templates(language: str) -> dict[str, Template]:
    return {id: _read(id, language) for id in ORDER}


def _read(id: str, language: str) -> Template:
    text = files(__name__).joinpath(f"{id}.json").read_text(encoding="utf-8")
    source: dict[str, Any] = json.loads(text)
    return Template(
        id, source["title"][language], source["description"][language], _envelope(source[language])
    )


def _envelope(source: Json) -> Json:
    return {
        "schema": version(),
        "page": source.get("page", {}),
        "body": normal_doc({"content": _blocks(source["body"])}),
        "header": _optional(source.get("header")),
        "footer": _optional(source.get("footer")),
        "threads": [],
    }


def _optional(blocks: list[Any] | None) -> Json | None:
    return normal_doc({"content": _blocks(blocks)}) if blocks else None


_LISTS = {"-": "bullet", "1": "ordered", "x": "check"}


def _blocks(written: list[Any]) -> list[Json]:
    """Read the short form: a text is a paragraph, `["heading1", text]` one with a style, `["-",
    text]` an item of a list, `{"table": rows}` a table whose first row is its head; other objects
    are nodes as they are. Text between `**` is bold.
    """
    found: list[Json] = []
    lists = 0
    last = ""
    for block in written:
        word = block[0] if isinstance(block, list) else ""
        lists += 1 if word in _LISTS and word != last else 0
        last = word
        found.append(_block(block, f"list-{lists}"))
    return found


def _block(block: Any, list_id: str) -> Json:
    if isinstance(block, str):
        return _paragraph({}, block)
    if isinstance(block, list):
        word, text = block
        if word in _LISTS:
            return _paragraph({"list": _LISTS[word], "listId": list_id}, text)
        return _paragraph({"style": word}, text)
    return _table(block["table"]) if "table" in block else dict(block)


def _table(rows: list[list[str]]) -> Json:
    kinds = ["tableHeader"] + ["tableCell"] * (len(rows) - 1)
    return {
        "type": "table",
        "content": [
            {"type": "tableRow", "content": [_cell(kind, text) for text in row]}
            for kind, row in zip(kinds, rows, strict=True)
        ],
    }


def _cell(kind: str, text: str) -> Json:
    looks = {"background": "#f1f3f4"} if kind == "tableHeader" else {}
    return {"type": kind, "attrs": looks, "content": [_paragraph({}, text)]}


def _paragraph(attributes: Json, text: str) -> Json:
    content = [
        {"type": "text", "text": part, "marks": [{"type": "bold"}] if number % 2 else []}
        for number, part in enumerate(text.split("**"))
        if part
    ]
    return {"type": "paragraph", "attrs": attributes, "content": content}
