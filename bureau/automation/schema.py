"""The part of JSON schema that action parameters use: type, properties, required, items, enum,
limits.

Keywords beyond these are for the UI and are not enforced here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list, tuple),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Where a value does not fit and what would."""

    path: str
    message: str


def check(value: object, schema: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the value, in order; empty when it fits."""
    return list(_problems(value, schema, ""))


def _problems(value: object, schema: Mapping[str, Any], path: str) -> Iterator[Problem]:
    wanted = _wanted(schema)
    if wanted and not any(_is(value, name) for name in wanted):
        yield Problem(path, f"This must be of type {' or '.join(wanted)}.")
        return
    if "enum" in schema and value not in schema["enum"]:
        yield Problem(path, f"Choose one of {', '.join(map(str, schema['enum']))}.")
    if isinstance(value, dict):
        yield from _in_object(value, schema, path)
    elif isinstance(value, list | tuple):
        yield from _in_array(value, schema, path)
    elif isinstance(value, str):
        yield from _in_text(value, schema, path)


def _wanted(schema: Mapping[str, Any]) -> list[str]:
    wanted = schema.get("type", [])
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _is(value: object, name: str) -> bool:
    # bool is an int in Python, not in JSON.
    if isinstance(value, bool) and name in ("integer", "number"):
        return False
    return isinstance(value, _TYPES[name])


def _in_object(
    value: Mapping[str, object], schema: Mapping[str, Any], path: str
) -> Iterator[Problem]:
    properties: Mapping[str, Any] = schema.get("properties", {})
    for name in schema.get("required", ()):
        if value.get(name) in (None, ""):
            yield Problem(_join(path, name), "This is needed.")
    for name, part in value.items():
        if name in properties:
            yield from _problems(part, properties[name], _join(path, name))
        elif schema.get("additionalProperties") is False:
            yield Problem(_join(path, name), "This is not one of the action's values.")


def _in_array(
    value: list[object] | tuple[object, ...], schema: Mapping[str, Any], path: str
) -> Iterator[Problem]:
    if len(value) < schema.get("minItems", 0):
        yield Problem(path, f"At least {schema['minItems']} needed.")
    for position, part in enumerate(value):
        yield from _problems(part, schema.get("items", {}), _join(path, str(position)))


def _in_text(value: str, schema: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if len(value) > schema.get("maxLength", len(value)):
        yield Problem(path, f"At most {schema['maxLength']} characters.")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
