"""Equations in other notations, all of a document in one run of pandoc."""

import json
import subprocess

from lxml import etree

from .docx.names import M, W
from .package import Package
from .refusals import ConversionFailed

API_VERSION = [1, 23, 1]
TIMEOUT_S = 30


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


def _formulas(latex: list[str]) -> bytes:
    blocks = [{"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, one]}]} for one in latex]
    return json.dumps({"pandoc-api-version": API_VERSION, "meta": {}, "blocks": blocks}).encode()


def office_equations(latex: list[str]) -> list[str]:
    """Return each equation as Office MathML; empty for what is no LaTeX."""
    if not latex:
        return []
    raw = pandoc(["-f", "json", "-t", "docx", "-o", "-"], _formulas(latex))
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
