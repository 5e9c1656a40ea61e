"""The small tree that builders edit, and the CEL source it stands for.

    {"all": [tree, …]}   {"any": [tree, …]}   {"field": "answers.issue", "op": "is", "value":
    "battery"}

The source is what both evaluators run; the tree is never evaluated. Every leaf first asks whether
the value is there, so that a missing answer is "not answered" and never an error.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence

from .cel_source import BadCondition, Condition, compile_condition

_FIELD = re.compile(r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,5}$")
RESERVED = frozenset(
    (
        "as",
        "break",
        "const",
        "continue",
        "else",
        "false",
        "for",
        "function",
        "if",
        "import",
        "in",
    )
    + (
        "let",
        "loop",
        "namespace",
        "null",
        "package",
        "return",
        "true",
        "var",
        "void",
        "while",
    )
)
"""Words of CEL that cannot name a field."""
_COMPARISONS = {
    "gt": ">",
    "lt": "<",
    "gte": ">=",
    "lte": "<=",
    "before": "<",
    "after": ">",
}

OPERATORS = (
    "is", "is_not", "contains", "one_of", "answered", "not_answered", *_COMPARISONS,
)  # fmt: skip


def compile_tree(tree: object) -> Condition:
    """Compile a tree under the guards of every condition; raises `BadCondition`."""
    return compile_condition(source_of(tree))


def source_of(tree: object) -> str:
    """Return the CEL source of a tree; raises `BadCondition`."""
    if not isinstance(tree, Mapping):
        raise BadCondition("A condition is a list of comparisons.")
    for name, joint in (("all", " && "), ("any", " || ")):
        if name in tree:
            return _joined(tree[name], joint)
    return _leaf(tree)


def fields_of(tree: object) -> frozenset[str]:
    """Return the fields that a tree compares."""
    if not isinstance(tree, Mapping):
        return frozenset()
    branches = tree.get("all", tree.get("any"))
    if isinstance(branches, Sequence) and not isinstance(branches, str):
        return frozenset().union(*(fields_of(branch) for branch in branches))
    return frozenset({str(tree.get("field", ""))})


def _joined(branches: object, joint: str) -> str:
    if not isinstance(branches, Sequence) or isinstance(branches, str) or not branches:
        raise BadCondition("A group of conditions needs at least one condition.")
    return joint.join(f"({source_of(branch)})" for branch in branches)


def _leaf(leaf: Mapping[str, object]) -> str:
    path = _path(leaf.get("field"))
    operator, value = leaf.get("op"), leaf.get("value")
    given = _presence(path)
    if operator == "answered":
        return f"{given} && {path} != null"
    if operator == "not_answered":
        return f"!({given} && {path} != null)"
    if operator == "is_not":
        return f"!({given} && {_is(path, value)})"
    compare = _LEAVES.get(str(operator))
    if compare is not None:
        return f"{given} && {compare(path, value)}"
    if operator in _COMPARISONS:
        return f"{given} && {_compared(path, str(operator), value)}"
    raise BadCondition(f"There is no comparison named '{operator}'.")


def _path(field: object) -> str:
    """Return the field when it is a plain dotted name; nothing else ever reaches the source."""
    if not isinstance(field, str) or not _FIELD.match(field):
        raise BadCondition("A condition compares a field such as answers.country.")
    if RESERVED & set(field.split(".")):
        raise BadCondition(f"'{field}' holds a word that conditions keep for themselves.")
    return field


def _presence(path: str) -> str:
    """`has` step by step: asking for a field of something missing would be an error."""
    parts = path.split(".")
    steps = [f"has({'.'.join(parts[:end])})" for end in range(2, len(parts) + 1)]
    return " && ".join(steps) or f"{path} != null"


def _is(path: str, value: object) -> str:
    return f"{path} == {_literal(value)}"


def _contains(path: str, value: object) -> str:
    """One of several chosen options is this one, or the text has it somewhere.

    Of the two sides one is always an error, by the type of the answer; `||` absorbs it when the
    other is true, and nothing ever negates it.
    """
    if not isinstance(value, str):
        raise BadCondition("'contains' compares with a text.")
    wanted = _literal(value)
    return f"({wanted} in {path} || {path}.contains({wanted}))"


def _one_of(path: str, value: object) -> str:
    if not isinstance(value, list) or not value or len({type(item) for item in value}) != 1:
        raise BadCondition("'one of' compares with a list of texts or of numbers.")
    return f"{path} in [{', '.join(_literal(item) for item in value)}]"


_LEAVES: Mapping[str, Callable[[str, object], str]] = {
    "is": _is,
    "contains": _contains,
    "one_of": _one_of,
}


def _compared(path: str, operator: str, value: object) -> str:
    wants_text = operator in ("before", "after")
    if isinstance(value, bool) or not isinstance(value, str if wants_text else int | float):
        raise BadCondition(f"'{operator}' compares with a {'date' if wants_text else 'number'}.")
    return f"{path} {_COMPARISONS[operator]} {_literal(value)}"


def _literal(value: object) -> str:
    """Write a value in CEL; JSON's strings and numbers are CEL's, too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and abs(value) < 1e15:
        return f"{value:.6f}".rstrip("0") + ("0" if value == int(value) else "")
    raise BadCondition("A condition compares with a text, a number, or yes and no.")
