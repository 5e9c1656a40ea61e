"""What others see in the Word files that we write."""

import io

import docx
from docx.oxml.ns import qn

from bureau.docs.convert.docx.writing.document import write
from bureau.docs.convert.tree import envelope, mark, paragraph, text

from .everything import ASSETS, everything


def test_another_reader_finds_styles_tables_pictures_and_comments() -> None:
    found = docx.Document(io.BytesIO(write(everything(), ASSETS, "All of it")))
    assert found.core_properties.title == "All of it"
    styles = {one.style.name for one in found.paragraphs if one.style}
    assert {"Title", "Heading 1", "Heading 6", "Quote", "Code: python"} <= styles
    table = found.tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["tall", "wide", "wide"]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert len(found.inline_shapes) >= 1
    assert [(one.author, one.text) for one in found.comments] == [
        ("Ada", "Why?\nReally"),
        ("Bob", "Because."),
    ]
    assert found.sections[0].header.paragraphs[0].text.startswith("Head ")


def test_suggestions_are_tracked_changes_by_the_names_of_persons() -> None:
    said = {"id": "s1", "by": "01HZY3B6M1N0Q4T5V7W8X9Y0Z1", "at": "2026-01-02T03:04:05Z"}
    whole = envelope([paragraph([text("new", [mark("insertion", **said)])])])
    whole["people"] = {said["by"]: "Ada Lovelace"}
    found = docx.Document(io.BytesIO(write(whole, {}, "")))
    (change,) = found.element.body.iter(qn("w:ins"))
    assert change.get(qn("w:author")) == "Ada Lovelace"
    assert change.get(qn("w:date")) == "2026-01-02T03:04:05Z"


def test_equal_documents_are_equal_files() -> None:
    assert write(everything(), ASSETS, "x") == write(everything(), ASSETS, "x")
