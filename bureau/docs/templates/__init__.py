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

ORDER: tuple[str, ...] = ()
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
        "body": normal_doc({"content": [_block(block) for block in source["body"]]}),
        "header": _optional(source.get("header")),
        "footer": _optional(source.get("footer")),
        "threads": [],
    }


def _optional(blocks: list[Any] | None) -> Json | None:
    return normal_doc({"content": [_block(block) for block in blocks]}) if blocks else None


def _block(block: Any) -> Json:
    """A line of text is a paragraph; `["heading1", "text"]` one with a style; the rest is JSON."""
    if isinstance(block, str):
        return _paragraph({}, block)
    if isinstance(block, list):
        return _paragraph(_short(block[0]), block[1])
    found: Json = block
    return found


_LISTS = {"-": "bullet", "1": "ordered", "x": "check"}


def _short(word: str) -> Json:
    if word in _LISTS:
        return {"list": _LISTS[word], "listId": f"list-{word}"}
    return {"style": word}


def _paragraph(attributes: Json, text: str) -> Json:
    content = [{"type": "text", "text": text}] if text else []
    return {"type": "paragraph", "attrs": attributes, "content": content}
