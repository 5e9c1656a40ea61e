"""Conversions in processes of their own: what comes back, and what is refused."""

import tempfile
from pathlib import Path

import pytest

from bureau.docs import convert
from bureau.docs.convert.limits import MIB, Limits
from bureau.docs.convert.tree import envelope, paragraph, text

from .everything import ASSETS, everything
from .packages import docx, p, r, zipped


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def nothing_is_left() -> bool:
    return list(Path(tempfile.gettempdir()).iterdir()) == []


def test_a_document_goes_out_as_word_and_comes_back() -> None:
    raw = convert.write("docx", everything(), ASSETS, "All")
    found = convert.read("docx", raw)
    assert [asset.media_type for asset in found.assets.values()] == ["image/png"]
    assert found.envelope["threads"] == everything()["threads"]
    assert nothing_is_left()


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("odt", b"PK"),
        ("pdf", b"%PDF-"),
        ("html", b"<!DOCTYPE html>"),
        ("md", b"# A title"),
        ("txt", b"A title"),
    ],
)
def test_a_document_is_written_in_every_format(format: str, start: bytes) -> None:
    assert convert.write(format, everything(), ASSETS, "All").startswith(start)
    assert nothing_is_left()


def test_a_file_is_read_from_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\ntwo")
    found = convert.read("txt", path)
    assert found.envelope["body"]["content"] == [paragraph([text("one")]), paragraph([text("two")])]


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(convert.UnknownFormat):
        convert.read("pdf", b"%PDF-")
    with pytest.raises(convert.UnknownFormat):
        convert.write("xlsx", envelope([]), {}, "")


BOMB = zipped({"word/document.xml": b"<a>" + b" " * (64 * MIB) + b"</a>"})
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
PROTECTED = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
DEEP = "".join(["<w:tbl><w:tr><w:tc>"] * 400) + "".join(["<w:p/></w:tc></w:tr></w:tbl>"] * 400)


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"just text", convert.NotThatFormat),
        (zipped({"a.txt": b"not Word"}), convert.NotThatFormat),
        (zipped({"word/document.xml": ENTITIES}), convert.NotThatFormat),
        (docx(DEEP), convert.NotThatFormat),
        (PROTECTED, convert.Encrypted),
        (BOMB, convert.TooLarge),
    ],
    ids=["text", "other zip", "entities", "nested", "protected", "bomb"],
)
def test_files_that_are_no_word_files_are_refused_with_the_reason(
    raw: bytes, refusal: type[convert.ConversionFailed]
) -> None:
    with pytest.raises(refusal) as caught:
        convert.read("docx", raw)
    assert type(caught.value) is refusal
    assert nothing_is_left()


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(wall_s=0.01), convert.TookTooLong),
        (Limits(memory_bytes=48 * MIB), convert.TookTooLong),
        (Limits(input_bytes=10), convert.TooLarge),
    ],
    ids=["time", "memory", "size"],
)
def test_a_conversion_over_its_limits_is_stopped(
    limits: Limits, refusal: type[convert.ConversionFailed]
) -> None:
    large = docx("".join(p(r(f"{number} words")) for number in range(20_000)))
    with pytest.raises(refusal):
        convert.read("docx", large, limits)
    assert nothing_is_left()
