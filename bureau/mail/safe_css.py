r"""CSS from strangers: listed properties only, and no token that could load, run or cover anything.

Judged on tokens after tinycss2 decoded escapes, so that `\75rl(` is seen as `url(`.
"""

import re
from collections.abc import Iterable
from typing import Any

import tinycss2  # type: ignore[import-untyped]

LONGEST_STYLE = 20_000
LONGEST_SHEET = 500_000

# fmt: off
_EXACT = frozenset({
    "color", "background", "background-color", "opacity", "display", "float", "clear", "width",
    "height", "min-width", "max-width", "min-height", "max-height", "overflow", "overflow-x",
    "overflow-y", "vertical-align", "visibility", "white-space", "word-break", "word-wrap",
    "word-spacing", "overflow-wrap", "letter-spacing", "line-height", "table-layout",
    "caption-side", "empty-cells", "direction", "unicode-bidi", "box-sizing", "border-collapse",
    "border-spacing", "hyphens", "tab-size", "align-items", "justify-content", "flex",
    "flex-direction", "flex-wrap", "gap", "box-shadow",
})
# fmt: on
_PREFIXES = ("border", "font", "margin", "padding", "text-", "list-style", "mso-")
# fmt: off
_LOADING = frozenset({
    "url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade",
    "element", "-moz-element", "paint", "expression", "var", "env", "attr",
})
# fmt: on


def safe_declarations(style: str) -> str:
    """Return the harmless declarations of a style attribute."""
    parsed = tinycss2.parse_declaration_list(
        style[:LONGEST_STYLE], skip_comments=True, skip_whitespace=True
    )
    return _written(parsed)


def safe_stylesheet(sheet: str) -> str:
    """Return the harmless rules of a style element; `@media` stays, every other at-rule goes."""
    rules = tinycss2.parse_stylesheet(
        sheet[:LONGEST_SHEET], skip_comments=True, skip_whitespace=True
    )
    return "".join(_rule(rule) for rule in rules)


def _rule(rule: Any) -> str:
    if rule.type == "qualified-rule" and not _loads(rule.prelude):
        declarations = tinycss2.parse_declaration_list(
            rule.content, skip_comments=True, skip_whitespace=True
        )
        return _braced(tinycss2.serialize(rule.prelude), _written(declarations))
    if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        rules = "".join(_rule(one) for one in inner if one.type == "qualified-rule")
        return _braced(f"@media {tinycss2.serialize(rule.prelude).strip()}", rules)
    return ""


def _braced(head: str, content: str) -> str:
    """Write a rule; nothing in it may look like markup."""
    if not content or "<" in head + content:
        return ""
    return f"{head}{{{content}}}"


def _written(declarations: Iterable[Any]) -> str:
    kept = [
        f"{one.lower_name}:{tinycss2.serialize(one.value).strip()}"
        + ("!important" if one.important else "")
        for one in declarations
        if one.type == "declaration" and _is_listed(one.lower_name) and not _loads(one.value)
    ]
    return ";".join(text for text in kept if "<" not in text)


def _is_listed(name: str) -> bool:
    return name in _EXACT or (name.startswith(_PREFIXES) and "image" not in name)


def _loads(tokens: Iterable[Any]) -> bool:
    """Tell whether a token, however deep, could load or compute something, or was not
    understood.
    """
    for token in tokens:
        if token.type in ("url", "error"):
            return True
        if token.type == "function":
            if token.lower_name in _LOADING or _loads(token.arguments):
                return True
        elif (
            token.type in ("() block", "[] block", "{} block")
            and _loads(token.content)
            or token.type == "ident"
            and re.search(r"url\s*\(|expression", token.lower_value)
        ):
            return True
    return False
