"""What conditions and placeholders of a rule may speak of, and filling placeholders in.

A placeholder is a path, `{{answers.email}}`; there is no code in it, and what is missing becomes
empty. An
argument that is one placeholder and nothing else keeps the value's type: `"{{files}}"` is the
list of files.
"""

import re
from collections.abc import Mapping
from typing import Any

from bureau.platform.events import Event

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][\w.\-]*)\s*\}\}")


def variables_of(event: Event) -> dict[str, Any]:
    """Return the event's payload by name, plus `event`, `payload`, `answers` and `answers_text`."""
    payload = dict(event.payload)
    return {
        **payload,
        "payload": payload,
        "answers": payload.get("answers") or {},
        "answers_text": _answers_text(payload.get("labels")),
        "event": {
            "id": event.id,
            "name": event.name,
            "stream": event.stream,
            "subject_kind": event.subject_kind,
            "subject_id": event.subject_id,
            "actor_id": event.actor_id,
            "occurred_at": event.occurred_at.isoformat(),
            "payload": payload,
        },
    }


def fill(template: Any, variables: Mapping[str, Any]) -> Any:
    """Return the template with every placeholder replaced by the value at its path."""
    if isinstance(template, str):
        return _fill_text(template, variables)
    if isinstance(template, Mapping):
        return {name: fill(part, variables) for name, part in template.items()}
    if isinstance(template, list):
        return [fill(part, variables) for part in template]
    return template


def _fill_text(template: str, variables: Mapping[str, Any]) -> Any:
    whole = _PLACEHOLDER.fullmatch(template.strip())
    if whole:
        value = _value_at(whole[1], variables)
        return "" if value is None else value
    return _PLACEHOLDER.sub(lambda found: _as_text(_value_at(found[1], variables)), template)


def _value_at(path: str, variables: Mapping[str, Any]) -> Any:
    value: Any = variables
    for part in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_as_text(part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(_as_text(part) for part in value.values())
    return str(value)


def _answers_text(labels: Any) -> str:
    """Write a form's answers as lines of `Question: answer`, or `Question? answer`."""
    if not isinstance(labels, Mapping):
        return ""
    return "\n".join(
        f"{_asked(str(answer.get('label', '')))} {_as_text(answer.get('value_text'))}"
        for answer in labels.values()
        if isinstance(answer, Mapping) and answer.get("value_text") not in (None, "")
    )


def _asked(label: str) -> str:
    return label if label.endswith(("?", ":")) else f"{label}:"
