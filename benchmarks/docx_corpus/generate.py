"""Word files of many kinds from a seed: made by python-docx and pandoc, never by our writer."""

import random
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pypandoc
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from bureau.docs.convert.tests.everything import png

BY_PYTHON_DOCX = 230
BY_PANDOC = 150
WORDS = [
    "quarterly",
    "repair",
    "report",
    "shipment",
    "Lyon",
    "Berlin",
    "vendor",
    "warranty",
    "battery",
    "écran",
    "écrit",
    "straße",
    "Größe",
    "naïve",
    "señor",
    "日本語",
    "文書",
    "привет",
    "мир",
    "שלום",
    "مرحبا",
    "Ελλάδα",
    "λόγος",
    "budget",
    "table",
    "figure",
    "review",
    "draft",
    "agreement",
    "section",
    "clause",
    "invoice",
    "total",
    "customer",
    "device",
    "refurbished",
    "grade",
    "checklist",
]


def generated(folder: Path) -> list[Path]:
    """Return the generated files; make them the first time."""
    if not folder.exists():
        folder.mkdir(parents=True)
        for seed in range(BY_PYTHON_DOCX):
            _by_python_docx(random.Random(seed), folder / f"python-docx-{seed:03}.docx")
        for seed in range(BY_PANDOC):
            _by_pandoc(random.Random(seed), folder / f"pandoc-{seed:03}.docx")
    return sorted(folder.iterdir())


def _words(dice: random.Random, most: int = 20) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(1, most)))


def _by_python_docx(dice: random.Random, path: Path) -> None:
    document = docx.Document()
    makers = dice.choices(MAKERS, k=dice.randint(3, 40))
    for make in makers:
        make(document, dice)
    document.save(str(path))
    if dice.random() < 0.1:
        _make_strict(path)


def _paragraph(document: Document, dice: random.Random) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = dice.choice([None, *WD_ALIGN_PARAGRAPH])
    paragraph.paragraph_format.left_indent = Pt(dice.choice([0, 18, 36]))
    paragraph.paragraph_format.line_spacing = dice.choice([None, 1.5, Pt(18)])
    for _ in range(dice.randint(1, 6)):
        run = paragraph.add_run(_words(dice) + dice.choice(["", " ", "\t", "\n"]))
        run.bold, run.italic = dice.choice([None, True]), dice.choice([None, True, False])
        run.underline, run.font.strike = dice.choice([None, True]), dice.choice([None, True])
        run.font.size = dice.choice([None, Pt(9), Pt(18)])
        run.font.name = dice.choice([None, "Georgia", "Courier New"])
        run.font.color.rgb = dice.choice([None, RGBColor(200, 0, 0)])
        run.font.highlight_color = dice.choice([None, WD_COLOR_INDEX.YELLOW])
        run.font.superscript = dice.choice([None, None, True])


def _heading(document: Document, dice: random.Random) -> None:
    document.add_heading(_words(dice, 6), dice.randint(0, 9))


def _list(document: Document, dice: random.Random) -> None:
    names = ["List Bullet", "List Number", "List Bullet 2", "List Number 2", "List Number 3"]
    for _ in range(dice.randint(1, 5)):
        document.add_paragraph(_words(dice), style=dice.choice(names))


def _table(document: Document, dice: random.Random) -> None:
    rows, columns = dice.randint(1, 6), dice.randint(1, 6)
    table = document.add_table(rows, columns)
    table.style = dice.choice(
        ["Table Grid", "Light Shading Accent 1", "Medium Grid 2", "Normal Table"]
    )
    for row in table.rows:
        for cell in row.cells:
            cell.text = _words(dice, 5)
    for _ in range(dice.randint(0, 2)):
        first = table.cell(dice.randrange(rows), dice.randrange(columns))
        try:
            first.merge(table.cell(dice.randrange(rows), dice.randrange(columns)))
        except (docx.exceptions.PythonDocxError, ValueError):
            continue
    if dice.random() < 0.2:
        table.cell(0, 0).add_table(2, 2).cell(0, 0).text = _words(dice)


def _picture(document: Document, dice: random.Random) -> None:
    document.add_picture(BytesIO(png(dice.randint(1, 40), dice.randint(1, 40))), Mm(30))


def _break(document: Document, dice: random.Random) -> None:
    paragraph = document.add_paragraph(_words(dice))
    paragraph.add_run().add_break(dice.choice([WD_BREAK.PAGE, WD_BREAK.LINE, WD_BREAK.COLUMN]))
    paragraph.add_run(_words(dice))


def _section(document: Document, dice: random.Random) -> None:
    section = document.add_section()
    section.header.paragraphs[0].text = _words(dice)
    section.footer.paragraphs[0].text = _words(dice)
    section.different_first_page_header_footer = dice.random() < 0.3
    if dice.random() < 0.3:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width


def _comment(document: Document, dice: random.Random) -> None:
    paragraph = document.add_paragraph()
    runs = [paragraph.add_run(_words(dice) + " ") for _ in range(3)]
    document.add_comment(runs[:2], text=_words(dice), author="Ada", initials="A")


def _tracked(document: Document, dice: random.Random) -> None:
    paragraph = document.add_paragraph(_words(dice) + " ")
    for kind in ("ins", "del"):
        change = OxmlElement(f"w:{kind}")
        for name, value in (("id", "9"), ("author", "Bob"), ("date", "2026-01-02T03:04:05Z")):
            change.set(qn(f"w:{name}"), value)
        run = paragraph.add_run(_words(dice) + " ")._r
        if kind == "del":
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")
        run.addprevious(change)
        change.append(run)


def _field(document: Document, dice: random.Random) -> None:
    paragraph = document.add_paragraph(_words(dice) + " ")
    instruction = dice.choice(
        ["PAGE", "NUMPAGES", "REF _a \\h", 'HYPERLINK "https://a.example"', "SEQ Figure"]
    )
    for kind, text in (
        ("begin", ""),
        ("", instruction),
        ("separate", ""),
        (None, _words(dice, 2)),
        ("end", ""),
    ):
        run = paragraph.add_run("" if kind is not None else text)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "":
            said = OxmlElement("w:instrText")
            said.text = text
            run._r.append(said)


def _controlled(document: Document, dice: random.Random) -> None:
    paragraph = document.add_paragraph(_words(dice))
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    _wrap(paragraph, control, content)


def _wrap(paragraph: Paragraph, control: BaseOxmlElement, content: BaseOxmlElement) -> None:
    paragraph._p.addprevious(control)
    content.append(paragraph._p)


MAKERS: list[Callable[[Document, random.Random], None]] = [
    *[_paragraph] * 6, *[_heading] * 2, *[_list] * 3, *[_table] * 3,
    _picture, _break, _section, _comment, _tracked, _field, _controlled,
]  # fmt: skip


def _make_strict(path: Path) -> None:
    """Turn a file into the Strict variant of the standard, which has other namespaces."""
    names = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    }
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            for old, new in names.items():
                content = content.replace(old, new)
            package.writestr(name, content)


def _by_pandoc(dice: random.Random, path: Path) -> None:
    parts = [dice.choice(MARKDOWN)(dice) for _ in range(dice.randint(3, 30))]
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-o", str(path)]
    if dice.random() < 0.3:
        command.append("--toc")
    subprocess.run(command, input="\n\n".join(parts).encode(), check=True)


def _md_list(dice: random.Random) -> str:
    sign = dice.choice(["-", "1.", "a)", "- [ ]"])
    return "\n".join(
        f"{'    ' * (number % 3)}{sign} {_words(dice)}" for number in range(dice.randint(1, 6))
    )


def _md_table(dice: random.Random) -> str:
    rows = [f"| {_words(dice, 4)} | {_words(dice, 4)} |" for _ in range(dice.randint(1, 5))]
    return "\n".join([rows[0], "|---|:-:|", *rows])


MARKDOWN: list[Callable[[random.Random], str]] = [
    lambda dice: f"{_words(dice)} **{_words(dice)}** *{_words(dice)}* `{_words(dice, 2)}`.",
    lambda dice: f"{'#' * dice.randint(1, 6)} {_words(dice, 5)}",
    lambda dice: f"{_words(dice)}^[{_words(dice)}] and [{_words(dice, 3)}](https://a.example).",
    lambda dice: f"> {_words(dice)}\n>\n> {_words(dice)}",
    lambda dice: f"```python\n{_words(dice, 5)}\n    {_words(dice, 5)}\n```",
    lambda dice: f"{_words(dice, 3)}\n:   {_words(dice)}",
    lambda dice: r"Then $\frac{a}{b}$ and $$\sum_{i=0}^n \alpha_i \le \sqrt{x}$$ hold.",
    lambda dice: "---",
    _md_list,
    _md_table,
]  # fmt: skip
