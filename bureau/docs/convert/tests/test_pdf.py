"""PDF: everything is typeset, nothing in a document is code, and bad parts do not stop it."""

import re
from pathlib import Path

import typst

from bureau.docs.convert import Asset
from bureau.docs.convert.pdf.markup import string
from bureau.docs.convert.pdf.writing import Typesetter, write
from bureau.docs.convert.shown import shown
from bureau.docs.convert.tree import Node, envelope, node, paragraph, text

from .everything import ASSETS, everything


def typeset(folder: Path, whole: Node) -> list[bytes]:
    """Return the pages of a document as pictures."""
    setter = Typesetter(folder, shown(whole), ASSETS, "T")
    (folder / "a.typ").write_text(setter._source(setter._pictures(), setter._equations()))
    pages: object = typst.compile(str(folder / "a.typ"), root=str(folder), format="svg")
    assert isinstance(pages, list)
    return pages


def test_pages_are_of_the_size_of_the_document_and_break_where_it_says(tmp_path: Path) -> None:
    pages = typeset(tmp_path, everything())
    assert len(pages) == 3
    size = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', pages[0])
    assert size
    assert [round(float(one)) for one in size.groups()] == [420, 595]


def test_text_is_never_code() -> None:
    evil = '#panic("x") $ ` \\ " */ // [ ] { } @a <b> \u0007 \u2028'
    assert string('a"b\\c\nd') == '"a\\"b\\\\c\\nd"'
    assert write(envelope([paragraph([text(evil)])]), {}, evil).startswith(b"%PDF-")


def test_broken_pictures_and_equations_leave_the_rest_standing() -> None:
    broken = {"x": Asset(b"\x89PNG\r\n\x1a\nno", "image/png")}
    content = [
        node("image", src="asset:x", alt="gone"),
        node("equation", latex=r"\frac{"),
        text("kept"),
    ]
    assert write(envelope([paragraph(content)]), broken, "").startswith(b"%PDF-")
