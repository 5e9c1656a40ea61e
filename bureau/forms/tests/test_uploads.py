"""Uploads in quarantine: who may claim them, what is refused, and what is cleared away."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from bureau.forms import Form, Response
from bureau.forms.actions.upload import clear_orphans
from bureau.forms.media import sniff
from bureau.forms.models import ResponseFile, Upload
from bureau.platform.blobs import Blob

from .conftest import PNG, Visitor

pytestmark = pytest.mark.django_db
EVERY = "issue device photo s2 mail"


def upload(
    visitor: Visitor, content: bytes = PNG, block: str = "photo"
) -> tuple[int, dict[str, str]]:
    fields = {
        "token": visitor.hidden("token")[0],
        "block": block,
        "file": SimpleUploadedFile("broken.png", content),
    }
    response = visitor.client.post(f"{visitor.address}/uploads", fields)
    return response.status_code, response.json()


def submit(visitor: Visitor, *tickets: str) -> Visitor:
    return visitor.sends(
        issue="battery", device="Phone", mail="n@b.example", seen=EVERY, t_photo=list(tickets)
    )


def test_the_script_uploads_for_a_ticket_and_submits_with_it(visitor: Visitor) -> None:
    status, answer = upload(visitor)
    assert status == 201
    assert answer["name"] == "broken.png"
    submit(visitor, answer["ticket"]).confirmed()
    assert ResponseFile.objects.get().media_type == "image/png"


def test_a_ticket_counts_once(visitor: Visitor) -> None:
    _, answer = upload(visitor)
    submit(visitor, answer["ticket"]).confirmed()
    submit(Visitor(visitor.form).opens(), answer["ticket"]).confirmed()
    assert ResponseFile.objects.count() == 1
    assert Response.objects.count() == 2


def test_a_ticket_of_another_form_counts_for_nothing(
    visitor: Visitor, make_form: Callable[..., Form]
) -> None:
    _, answer = upload(visitor)
    submit(Visitor(make_form()).opens(), answer["ticket"]).confirmed()
    assert not ResponseFile.objects.exists()
    assert Upload.objects.count() == 1


def test_the_content_tells_the_type_and_not_the_name(visitor: Visitor) -> None:
    status, answer = upload(visitor, b"MZ\x90\x00 this program cannot be run")
    assert status == 422
    assert "application/x-msdownload" in answer["message"]
    assert not Upload.objects.exists()


def test_an_empty_file_is_refused(visitor: Visitor) -> None:
    assert upload(visitor, b"")[0] == 422


def test_only_questions_for_files_take_files(visitor: Visitor) -> None:
    assert upload(visitor, block="device")[0] == 422
    assert not Upload.objects.exists()


def test_a_question_takes_no_more_files_than_it_says(visitor: Visitor) -> None:
    tickets = [upload(visitor)[1]["ticket"] for _ in range(3)]
    assert submit(visitor, *tickets).status == 422
    assert "at most 2 files" in visitor.html
    assert not Response.objects.exists()


def test_what_nobody_claimed_is_cleared_after_a_day(visitor: Visitor) -> None:
    upload(visitor)
    upload(visitor, PNG + b"two")
    assert clear_orphans() == 0
    old = Upload.objects.order_by("id").first()
    assert old is not None
    Upload.objects.filter(id=old.id).update(created_at=timezone.now() - timedelta(hours=25))
    assert clear_orphans() == 1
    assert list(Upload.objects.values_list("name", flat=True)) == ["broken.png"]
    assert Blob.objects.get(hash=old.blob).references == 0


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (b"\xff\xd8\xff\xe0", "a.exe", "image/jpeg"),
        (b"%PDF-1.7", "a", "application/pdf"),
        (b"<html><script>", "a.html", "text/plain"),
        (b"a;b\n1;2", "a.csv", "text/csv"),
        (b"PK\x03\x04....", "a.zip", "application/zip"),
        (b"PK\x03\x04....", "a.html", "application/zip"),
        (b"\x00\x01", "a.txt", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file_is_told_by_its_first_bytes(
    head: bytes, name: str, media_type: str
) -> None:
    assert sniff(head, name) == media_type
