"""Words inside of attached files: found once they were read, and bounded."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest

from bureau.people import Person

from ..models import Email, SearchTodo
from ..search import extract
from .conftest import JmapOf
from .jmap_client import Jmap
from .test_jmap_query import START, ids

Drain = Callable[[], int]


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


def find(jmap: Jmap, query: str) -> list[str]:
    return ids(jmap, {"query": query})


def put_files(jmap: Jmap, *files: tuple[str, str, bytes], hours: int = 1) -> str:
    """Import a message with files, received so many hours after the start."""
    message = EmailMessage()
    message["From"], message["To"] = "ana@suppliers.example", "anna@demo.example"
    message["Subject"], message["Message-ID"] = "Papers", f"<{hours}.files@suppliers.example>"
    message.set_content("See the files.\n")
    for name, media_type, content in files:
        kind, _, subtype = media_type.partition("/")
        message.add_attachment(content, kind, subtype, filename=name)
    upload = jmap.api.client.post(
        f"/jmap/upload/{jmap.account_id}", message.as_bytes(), content_type="message/rfc822"
    ).json()
    email = {
        "blobId": upload["blobId"],
        "mailboxIds": {jmap.mailbox("inbox"): True},
        "receivedAt": (START + timedelta(hours=hours)).isoformat(),
    }
    answer = jmap.call("Email/import", emails={"one": email})
    return str(answer["created"]["one"]["id"])


def docx(text: str) -> bytes:
    body = f"<w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>"
    return _zip({"word/document.xml": body.encode()})


def odt(text: str) -> bytes:
    return _zip({"content.xml": f"<office:text><text:p>{text}</text:p></office:text>".encode()})


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def pdf(text: str) -> bytes:
    """Write the smallest PDF of one line."""
    line = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(line), line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n%b"
        b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))
    )


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {
    "txt": ("note.txt", "text/plain", b"The gearbox is in the cellar."),
    "csv": ("stock.csv", "text/csv", b"part,count\ngearbox,4\n"),
    "html": ("page.html", "text/html", b"<style>x{}</style><b>gear</b>box"),
    "docx": ("letter.docx", _WORD, docx("A gearbox &amp; more")),
    "odt": ("letter.odt", "application/vnd.oasis.opendocument.text", odt("Our gearbox")),
    "pdf": ("plan.pdf", "application/pdf", pdf("The gearbox plan")),
    "by its name": ("plan.pdf", "application/octet-stream", pdf("The gearbox plan")),
}


@pytest.mark.parametrize("kind", FILES)
def test_words_inside_of_files_are_found_once_the_search_is_complete(
    jmap: Jmap, drain: Drain, kind: str
) -> None:
    one = put_files(jmap, FILES[kind])
    assert find(jmap, "papers") == [one]
    early = jmap.call("Email/query", filter={"query": "gearbox"})
    assert (early["ids"], early["isComplete"]) == ([], False)
    drain()
    late = jmap.call("Email/query", filter={"query": "gearbox"})
    assert (late["ids"], late["isComplete"]) == ([one], True)
    assert find(jmap, "subject:gearbox") == []
    snippet = jmap.call("SearchSnippet/get", filter={"query": "gearbox"}, emailIds=[one])
    assert "<mark>gearbox</mark>" in snippet["list"][0]["preview"]


@pytest.mark.parametrize(
    "file",
    [
        ("bomb.docx", _WORD, _zip({"word/document.xml": b"<w:t>" + b"a" * (64 << 20)})),
        ("many.docx", _WORD, _zip({f"word/header{n}.xml": b"a" * 9_000 for n in range(3_000)})),
        ("none.docx", _WORD, b"PK\x03\x04 this is no archive"),
        ("none.pdf", "application/pdf", b"%PDF-1.4 and nothing else"),
        ("text.txt", "text/plain", b"word " * (4 << 20)),
    ],
    ids=lambda file: file[0],
)
def test_files_that_are_too_large_or_broken_cost_little(
    jmap: Jmap, drain: Drain, file: tuple[str, str, bytes]
) -> None:
    one = put_files(jmap, file)
    drain()
    assert not SearchTodo.objects.exists()
    assert find(jmap, "papers") == [one]
    text = getattr(Email.objects.get(id=one), "file_text", None)
    assert len(text.text if text else "") <= extract.LONGEST_TEXT


def test_a_pdf_that_takes_too_long_has_no_words(
    jmap: Jmap, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract, "PDF_TIMEOUT_S", 0.01)
    one = put_files(jmap, FILES["pdf"])
    drain()
    assert find(jmap, "gearbox") == []
    assert find(jmap, "papers") == [one]
