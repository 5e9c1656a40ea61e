"""Media types are read from the bytes; only harmless ones are shown inline."""

import pytest

from bureau.drive.http.download import content_disposition, file_response
from bureau.drive.media import sniff


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n....", "a.txt", "image/png"),
        (b"<html><script>", "photo.png", "text/plain"),
        (b"<html>", "a.html", "text/html"),
        (b"\x00\x01\x02", "photo.png", "application/octet-stream"),
        (b"PK\x03\x04", "a.docx",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04", "a.html", "application/zip"),
        (b"%PDF-1.7", "a", "application/pdf"),
        ("é".encode(), "notes", "text/plain"),
        (b"", "empty", "text/plain"),
    ],
)  # fmt: skip
def test_the_bytes_decide(head: bytes, name: str, expected: str) -> None:
    assert sniff(head, name) == expected


def test_a_page_of_html_is_never_shown_inline() -> None:
    answer = file_response(name="a.html", blob="h", media_type="text/html", version=3, inline=True)
    assert answer["Content-Disposition"] == 'attachment; filename="a.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].endswith("; sandbox")
    assert answer["ETag"] == '"3"'


def test_a_picture_is_shown_inline_when_asked_for() -> None:
    answer = file_response(name="a.png", blob="h", media_type="image/png", version=1, inline=True)
    assert answer["Content-Disposition"] == 'inline; filename="a.png"'


def test_any_name_makes_a_safe_header() -> None:
    header = content_disposition('é"\\ %41.txt', inline=False)
    assert header == (
        "attachment; filename=\"___ _41.txt\"; filename*=UTF-8''%C3%A9%22%5C%20%2541.txt"
    )
