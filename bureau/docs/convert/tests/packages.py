"""Word files made by hand, part by part, for the tests of the reader."""

import io
import zipfile

from bureau.docs.convert.docx.names import NAMESPACES
from bureau.docs.convert.docx.reading.document import read
from bureau.docs.convert.result import Converted
from bureau.docs.convert.tree import Node, plain

DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a package of parts."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return raw.getvalue()


def docx(body: str, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """Return a Word file; `parts` are the insides of parts, by kind, `links` addresses by id."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts
    ) + "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{address}" '
        'TargetMode="External"/>'
        for key, address in (links or {}).items()
    )
    package = {
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
    }
    for kind, inside in parts.items():
        package[f"word/{kind}.xml"] = _root(ROOTS.get(kind, kind), inside)
    return zipped(package)


ROOTS = {"commentsExtended": "commentsEx", "header": "hdr", "footer": "ftr"}


def _root(name: str, inside: str) -> bytes:
    prefix = "w15" if name == "commentsEx" else "w"
    return f"<{prefix}:{name} {DECLARED}>{inside}</{prefix}:{name}>".encode()


def _relations(inside: str) -> bytes:
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'.encode()


def converted(body: str, links: dict[str, str] | None = None, **parts: str) -> Converted:
    """Return what such a file is read as."""
    return read(docx(body, links, **parts))


def blocks(body: str, links: dict[str, str] | None = None, **parts: str) -> list[Node]:
    """Return the blocks that such a file is read as."""
    found: list[Node] = converted(body, links, **parts).envelope["body"]["content"]
    return found


def lines(body: str, **parts: str) -> list[str]:
    """Return the texts of the blocks that such a file is read as."""
    return [plain(block) for block in blocks(body, None, **parts)]


def p(inside: str, settings: str = "") -> str:
    """Return a paragraph."""
    return f"<w:p>{f'<w:pPr>{settings}</w:pPr>' if settings else ''}{inside}</w:p>"


def r(text: str, settings: str = "") -> str:
    """Return a run with text."""
    look = f"<w:rPr>{settings}</w:rPr>" if settings else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
