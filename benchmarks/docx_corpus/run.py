"""How much of Word files arrives: words, tables, and whether a second round trip changes anything.

Words are counted twice: in our document, and by a plain look at all `w:t` of the file's body and
notes. pandoc's own reader is measured beside ours. python -m benchmarks.docx_corpus
"""

import json
import re
import subprocess
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pypandoc
from lxml import etree

from bureau.docs.content.schema import check
from bureau.docs.convert.docx.reading.document import read
from bureau.docs.convert.docx.writing.document import write
from bureau.docs.convert.refusals import ConversionFailed
from bureau.docs.convert.tree import Node, walk

from .collect import FOLDER, collected
from .generate import generated

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
SLOW_S = 60


@dataclass
class Tally:
    """What one reader did with a group of files."""

    files: int = 0
    failed: list[str] = field(default_factory=list)
    words: int = 0
    found: int = 0
    tables: int = 0
    kept: int = 0
    changed: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True)
class Truth:
    """What stands in a file, by a plain look at its XML."""

    words: Counter[str]
    tables: int


Reading = tuple[Counter[str], int, bool]


def main() -> None:
    """Measure all files with both readers, and print the table."""
    groups = {"of packages": collected(), "generated": generated(FOLDER / "generated")}
    print(
        "| files | reader | read | refused | word recall | tables kept | second trip differs | s |"
    )
    print("|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    for title, files in groups.items():
        for name, reader in {"Bureau": _ours, "pandoc": _pandoc}.items():
            tally = _measured(files, reader)
            _print(f"{len(files)} {title}", name, tally)


def _print(title: str, name: str, tally: Tally) -> None:
    recall = tally.found / max(tally.words, 1)
    changed = str(len(tally.changed)) if name == "Bureau" else ""
    print(
        f"| {title} | {name} | {tally.files} | {len(tally.failed)} | {recall:.2%} "
        f"| {tally.kept}/{tally.tables} | {changed} | {tally.seconds:.1f} |",
        flush=True,
    )
    for line in (*tally.failed, *tally.changed, *(tally.lacking if name == "Bureau" else ())):
        print(f"    {line}")


def _measured(files: list[Path], reader: Callable[[Path], Reading]) -> Tally:
    tally = Tally()
    for path in files:
        truth = _truth(path)
        if truth is None:
            continue
        start = time.perf_counter()
        try:
            words, tables, is_stable = reader(path)
        except (ConversionFailed, subprocess.SubprocessError) as error:
            tally.failed.append(f"{path.name}: {type(error).__name__}")
            continue
        tally.seconds += time.perf_counter() - start
        tally.files += 1
        tally.words += truth.words.total()
        tally.found += (truth.words & words).total()
        tally.tables += truth.tables
        tally.kept += min(tables, truth.tables)
        if not is_stable:
            tally.changed.append(f"{path.name}: differs after a second round trip")
        missing = truth.words - words
        if missing.total() > 0.05 * truth.words.total():
            tally.lacking.append(f"{path.name} lacks {' '.join(list(missing)[:8])}")
    return tally


def _truth(path: Path) -> Truth | None:
    """Return words and tables of a file; None for what is no Word file at all."""
    words: Counter[str] = Counter()
    tables = 0
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            for part in (one for one in PARTS if one in names):
                raw = package.read(part).replace(STRICT, W[1:-1].encode())
                root = etree.fromstring(raw)
                for fallback in list(root.iter(FALLBACK)):
                    fallback.getparent().remove(fallback)
                tables += sum(1 for _ in root.iter(W + "tbl"))
                for paragraph in root.iter(W + "p"):
                    words += _counted(_paragraph_text(paragraph))
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return None
    return Truth(words, tables) if PARTS[0] in names else None


def _paragraph_text(paragraph: etree._Element) -> str:
    pieces = []
    for one in paragraph.iter(*(W + name for name in ("t", "tab", "br", "cr", "noBreakHyphen"))):
        if next(one.iterancestors(W + "p")) is paragraph:
            pieces.append(one.text or "" if one.tag == W + "t" else " ")
    return "".join(pieces)


def _counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _ours(path: Path) -> Reading:
    """Read with Bureau, and tell whether the second round trip changes nothing."""
    once = read(path.read_bytes())
    check(once.envelope["body"])
    twice = read(write(once.envelope, once.assets, path.stem))
    words: Counter[str] = Counter()
    for one in walk(once.envelope["body"]):
        if one["type"] == "paragraph":
            words += _counted(_text(one))
    tables = sum(1 for one in walk(once.envelope["body"]) if one["type"] == "table")
    return words, tables, once.envelope == twice.envelope


def _text(found: Node) -> str:
    if found["type"] == "text":
        return str(found["text"])
    if found["type"] == "mention":
        return str(found["attrs"].get("label", ""))
    inside = "".join(_text(child) for child in found.get("content", ()))
    return inside if found["type"] == "paragraph" else f" {inside} "


def _pandoc(path: Path) -> Reading:
    """Read with pandoc."""
    command = [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "json", "--track-changes=all"]
    done = subprocess.run([*command, str(path)], capture_output=True, timeout=SLOW_S, check=True)
    tree = json.loads(done.stdout)
    tables = done.stdout.count(b'"t":"Table"')
    return _counted(_pandoc_text(tree["blocks"])), tables, True


def _pandoc_text(found: object) -> str:
    if isinstance(found, list):
        return "".join(_pandoc_text(one) for one in found)
    if not isinstance(found, dict):
        return ""
    kind, content = found.get("t"), found.get("c")
    if kind == "Str" and isinstance(content, str):
        return content
    if kind in ("Code", "CodeBlock") and isinstance(content, list):
        return f"{content[1]} "
    inside = _pandoc_text(content)
    is_block = kind in ("Para", "Plain", "Header", "Space", "SoftBreak", "LineBreak", "Note")
    return f" {inside} " if is_block else inside
