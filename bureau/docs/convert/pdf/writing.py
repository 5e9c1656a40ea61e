"""Writes a PDF: page, header and footer, and the document in between."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..equations import typst_equations
from ..looks import margins, paper
from ..media import EXTENSIONS, Asset
from ..refusals import ConversionFailed
from ..shown import shown
from ..slugs import Slugs
from ..tree import Attributes, Node, attribute, node, paragraph, plain, walk
from .blocks import BlockWriter
from .inline import InlineWriter
from .markup import USUAL_FONT, block, call, colour, pt, string

PT_PER_MM = 72 / 25.4
# Headers and footers stand half an inch from the edge.
EDGE_PT, GAP_PT = 36.0, 6.0
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
SETTINGS = f"""
#set text(font: {USUAL_FONT}, size: 11pt, hyphenate: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 0.38em, spacing: 0pt)
#show heading: it => {{ set text(size: 1em, weight: "regular"); it.body }}
#show footnote.entry: set text(size: 10pt)
"""


def write(envelope: Node, assets: Mapping[str, Asset], title: str) -> bytes:
    """Write a document as PDF, suggestions as if they were accepted, without comments."""
    with tempfile.TemporaryDirectory(prefix="bureau-pdf-") as name:
        return Typesetter(Path(name), shown(envelope), assets, title).write()


class Typesetter:
    """Typesets one document in a folder of its own."""

    def __init__(
        self, folder: Path, envelope: Node, assets: Mapping[str, Asset], title: str
    ) -> None:
        self._folder = folder
        self._envelope = envelope
        self._page: Attributes = envelope["page"]
        self._title = title
        self._assets = assets
        self._parts = [envelope[one] for one in ("body", "header", "footer") if envelope[one]]
        wide = paper(self._page)[0] - margins(self._page)["left"] - margins(self._page)["right"]
        self._width_pt = max(36.0, wide * PT_PER_MM)

    def write(self) -> bytes:
        """Return the PDF; what typst cannot typeset is left out of a second try."""
        pictures, equations = self._pictures(), self._equations()
        made = self._compiled(self._source(pictures, equations))
        if made is None:
            pictures = {
                key: one
                for key, one in pictures.items()
                if self._compiles(call("image", string(one)))
            }
            equations = {key: one for key, one in equations.items() if self._compiles(one)}
            made = self._compiled(self._source(pictures, equations))
        if made is None:
            raise ConversionFailed("This document could not be typeset.")
        return made

    def _compiled(self, source: str) -> bytes | None:
        import typst

        path = self._folder / "document.typ"
        path.write_text(source)
        try:
            made = typst.compile(str(path), root=str(self._folder))
        except typst.TypstError:
            return None
        return made if isinstance(made, bytes) else None

    def _compiles(self, code: str) -> bool:
        return self._compiled(f"#{block([code])}") is not None

    def _pictures(self) -> dict[str, str]:
        """Put the pictures that typst knows into the folder."""
        named = {}
        for number, (key, asset) in enumerate(self._assets.items()):
            if asset.media_type in PICTURES:
                named[key] = f"picture{number}.{EXTENSIONS[asset.media_type]}"
                (self._folder / named[key]).write_bytes(asset.bytes)
        return named

    def _equations(self) -> dict[tuple[str, bool], str]:
        found = [one for part in self._parts for one in walk(part) if one["type"] == "equation"]
        wanted = {
            (str(attribute(one, "latex")), bool(attribute(one, "display"))): None
            for one in found
            if str(attribute(one, "latex")).strip()
        }
        made = typst_equations(list(wanted))
        return {key: one for key, one in zip(wanted, made, strict=True) if one}

    def _source(self, pictures: dict[str, str], equations: dict[tuple[str, bool], str]) -> str:
        targets, slugs = set(), Slugs()
        for one in walk(self._envelope["body"]):
            if one["type"] == "paragraph" and str(attribute(one, "style")).startswith("heading"):
                targets.add(slugs.next(plain(one).strip()))
        inline = InlineWriter(pictures, equations, targets, self._title, self._width_pt)
        body = BlockWriter(inline).write(self._envelope["body"]["content"])
        language, _, region = str(self._page.get("language") or "en").partition("-")
        spoken = call(
            "text",
            lang=string(language[:3].lower()),
            region=string(region.lower()) if len(region) == 2 else None,
        )
        document = call("document", title=string(self._title))
        around = {kind: self._around(inline, kind) for kind in ("header", "footer")}
        return "\n".join(
            [
                f"#set {document}",
                f"#set {call('page', width=self._sides()[0], height=self._sides()[1])}",
                SETTINGS,
                f"#set {spoken}" if language.isalpha() and len(language) in (2, 3) else "",
                *(f"#let {kind} = {made or 'none'}" for kind, made in around.items()),
                f"#context {block([self._measured(), *body])}",
            ]
        )

    def _sides(self) -> list[str]:
        return [f"{side:g}mm" for side in paper(self._page)]

    def _measured(self) -> str:
        """Return the page's settings; a tall header or footer takes room from the text."""
        sides = {side: f"{size:g}mm" for side, size in margins(self._page).items()}
        sides |= {
            side: f"calc.max({sides[side]}, {_height(kind, self._width_pt)})"
            for side, kind in (("top", "header"), ("bottom", "footer"))
        }
        first = "counter(page).get().first() > 1" if self._page.get("differentFirst") else "true"
        head, foot = _placed("header", "top"), _placed("footer", "bottom")
        page = call(
            "page",
            margin="(" + ", ".join(f"{side}: {size}" for side, size in sides.items()) + ")",
            fill=colour(self._page.get("color")),
            header=f"if header != none {{ context if {first} {{ {head} }} }}",
            footer=f"if footer != none {{ context if {first} {{ {foot} }} }}",
            header_ascent="0pt",
            footer_descent="0pt",
        )
        return f"set {page}"

    def _around(self, inline: InlineWriter, kind: str) -> str | None:
        """Return header or footer; None without."""
        found = self._envelope[kind]
        content: list[Node] = list(found["content"]) if found else []
        numbered = any(
            one["type"] == "field" and attribute(one, "kind") == "page"
            for part in (self._envelope["header"], self._envelope["footer"])
            for one in (walk(part) if part else ())
        )
        if kind == "footer" and self._page.get("pageNumbers") and not numbered:
            content.append(paragraph([node("field")], align="center"))
        if not content:
            return None
        return block(BlockWriter(inline).write(content))


def _height(kind: str, width_pt: float) -> str:
    """Return how much room a header or footer needs, from the edge of the paper."""
    measured = f"measure(block(width: {pt(width_pt)}, {kind})).height"
    needed = f"{pt(EDGE_PT)} + {measured} + {pt(GAP_PT)}"
    return f"if {kind} == none {{ 0pt }} else {{ {needed} }}"


def _placed(kind: str, side: str) -> str:
    inside = call("pad", kind, **{side: pt(EDGE_PT)})
    return call("block", call("align", side, inside), width="100%", height="100%")
