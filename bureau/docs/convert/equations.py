"""Equations in other notations, all of a document in one run of pandoc."""

import json
import re
import subprocess

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element as Element

from .docx.names import M, W
from .package import Package
from .refusals import ConversionFailed

API_VERSION = [1, 23, 1]
TIMEOUT_S = 30
PREFIX = re.compile(r"<(?=/?\w+:)(/?)\w+:")
RULE = "#horizontalrule"


def pandoc(arguments: list[str], content: bytes) -> bytes:
    """Run pandoc, which may neither read other files nor reach the network."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--sandbox", *arguments]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ConversionFailed from error
    if done.returncode:
        raise ConversionFailed
    return done.stdout


def _document(blocks: list[dict[str, object]]) -> bytes:
    return json.dumps({"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}).encode()


def _formula(latex: str, *, is_display: bool) -> dict[str, object]:
    kind = {"t": "DisplayMath" if is_display else "InlineMath"}
    return {"t": "Para", "c": [{"t": "Math", "c": [kind, latex]}]}


def office_equations(latex: list[str]) -> list[str]:
    """Return each equation as Office MathML; empty for what is no LaTeX."""
    if not latex:
        return []
    formulas = [_formula(one, is_display=False) for one in latex]
    raw = pandoc(["-f", "json", "-t", "docx", "-o", "-"], _document(formulas))
    document = Package(raw).xml("word/document.xml")
    assert document is not None
    body = document.find(W + "body")
    assert body is not None
    made = []
    for found in body.findall(W + "p"):
        equation = next(found.iter(M + "oMath"), None)
        if equation is not None:
            etree.cleanup_namespaces(equation)
        made.append("" if equation is None else etree.tostring(equation, with_tail=False).decode())
    return made[: len(latex)] + [""] * (len(latex) - len(made))


def typst_equations(equations: list[tuple[str, bool]]) -> list[str]:
    """Return each equation, in the line or displayed, for typst; empty for what is no LaTeX."""
    if not equations:
        return []
    blocks: list[dict[str, object]] = []
    for latex, is_display in equations:
        blocks += [_formula(latex, is_display=is_display), {"t": "HorizontalRule"}]
    raw = pandoc(["-f", "json", "-t", "typst", "--wrap=none"], _document(blocks)).decode()
    made = [one.strip() for one in raw.split(RULE)][: len(equations)]
    return [one if one.startswith("$") and one.endswith("$") else "" for one in made]


def mathml_equations(equations: list[tuple[str, bool]]) -> list[Element | None]:
    """Return each equation, in the line or displayed, as MathML; None for what is no LaTeX."""
    if not equations:
        return []
    blocks = [_formula(latex, is_display=is_display) for latex, is_display in equations]
    raw = pandoc(["-f", "json", "-t", "html", "--mathml", "--wrap=none"], _document(blocks))
    page = lxml_html.document_fromstring(f"<body>{raw.decode()}</body>")
    found = [next(iter(one.iter("math")), None) for one in page.find("body").findall("p")]
    return found if len(found) == len(equations) else [None] * len(equations)


def latex_of_mathml(formulas: list[Element]) -> list[str]:
    """Return MathML as LaTeX; empty for what cannot be read."""
    if not formulas:
        return []
    lines = [f"<p>{_unprefixed(one)}</p>" for one in formulas]
    tree = json.loads(pandoc(["-f", "html", "-t", "json"], "\n".join(lines).encode()))
    made = [_first_formula(block) for block in tree["blocks"]]
    return made if len(made) == len(formulas) else [""] * len(formulas)


def _unprefixed(formula: Element) -> str:
    """Return MathML as HTML has it: without prefixes."""
    return PREFIX.sub(r"<\1", etree.tostring(formula, with_tail=False, encoding="unicode"))


def _first_formula(block: dict[str, object]) -> str:
    content = block.get("c")
    for one in content if isinstance(content, list) else []:
        if isinstance(one, dict) and one.get("t") == "Math":
            return str(one["c"][1])
    return ""
