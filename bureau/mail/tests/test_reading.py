"""What a person does with strangers' mail: leaving lists, pictures through us, previews."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from bureau.people import Person
from bureau.platform import blobs
from bureau.platform.mime import Attachment, MailAddress, build_message, parse
from tests.fixtures.http import Api

from ..actions.file_email import Filing, file_email
from ..actions.open_account import mailbox_of
from ..ledger import writing
from ..models import Email, Mailbox, RemoteImage, Submission
from ..remote_images import proxied, signed_url
from .conftest import JmapOf
from .web_site import Site, running_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    with running_site(monkeypatch, tmp_path) as found:
        yield found


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(written, kind)
    return written.getvalue()


def filed(
    person: Person, html: str = "", files: tuple[Attachment, ...] = (), **headers: str
) -> Email:
    raw = build_message(
        sender=MailAddress("Shop", "news@shop.example"),
        to=[MailAddress("", person.email)],
        subject="News",
        text="News",
        html=html,
        attachments=files,
        sent_at=timezone.now(),
        message_id="news.1@shop.example",
    )
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    raw = lines.encode() + raw
    with writing(person.id) as write:
        filing = Filing(
            blob=blobs.put(raw),
            message=parse(raw),
            mailbox_ids=[mailbox_of(person.id, Mailbox.Role.INBOX)],
            keywords=[],
            received_at=timezone.now(),
        )
        return file_email(write, filing)


def test_one_click_leaves_a_list_with_a_post_and_nothing_else(
    api: Api, anna: Person, jmap_of: JmapOf, site: Site
) -> None:
    site.answers["/leave?id=7"] = (200, "text/plain", b"bye")
    email = filed(
        anna,
        List_Unsubscribe=f"<mailto:leave@list.example>, <{site.url('/leave?id=7')}>",
        List_Unsubscribe_Post="List-Unsubscribe=One-Click",
    )
    (shown,) = jmap_of(anna).call("Email/get", ids=[email.id], properties=["unsubscribe"])["list"]
    assert shown["unsubscribe"] == {
        "oneClick": True,
        "url": site.url("/leave?id=7"),
        "mailto": "mailto:leave@list.example",
    }
    answer = api.signed_in(anna).post(f"/mail/emails/{email.id}/unsubscribe")
    assert (answer.status, answer.json) == (200, {"how": "post", "url": ""})
    ((method, path, headers, body),) = site.asked
    assert (method, path, body) == ("POST", "/leave?id=7", b"List-Unsubscribe=One-Click")
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Cookie" not in headers
    assert "Referer" not in headers


def test_a_list_that_refuses_or_leads_elsewhere_is_not_said_to_be_left(
    api: Api, anna: Person, site: Site
) -> None:
    email = filed(
        anna,
        List_Unsubscribe=f"<{site.url('/leave')}>",
        List_Unsubscribe_Post="List-Unsubscribe=One-Click",
    )
    path = f"/mail/emails/{email.id}/unsubscribe"
    assert api.signed_in(anna).post(path).status == 502
    site.answers["/leave"] = (302, "text/plain", site.url("/other").encode())
    assert api.signed_in(anna).post(path).status == 502
    assert [asked[1] for asked in site.asked] == ["/leave", "/leave"]


def test_nobody_is_sent_into_our_own_network(api: Api, anna: Person) -> None:
    email = filed(
        anna,
        List_Unsubscribe="<https://169.254.169.254/latest>",
        List_Unsubscribe_Post="List-Unsubscribe=One-Click",
    )
    answer = api.signed_in(anna).post(f"/mail/emails/{email.id}/unsubscribe")
    assert (answer.status, answer.json["code"]) == (502, "mail_unsubscribe_failed")


def test_a_list_that_wants_mail_gets_one_and_a_page_is_only_named(api: Api, anna: Person) -> None:
    wants_mail = filed(anna, List_Unsubscribe="<mailto:leave@shop.example?subject=out%20now>")
    mine = api.signed_in(anna)
    assert mine.post(f"/mail/emails/{wants_mail.id}/unsubscribe").json["how"] == "mail"
    submission = Submission.objects.get()
    assert submission.recipients.get().email == "leave@shop.example"
    assert parse(blobs.read(submission.blob)).subject == "out now"
    page = filed(anna, List_Unsubscribe="<http://shop.example/leave>")
    answer = mine.post(f"/mail/emails/{page.id}/unsubscribe").json
    assert answer == {"how": "link", "url": "http://shop.example/leave"}


def test_others_cannot_leave_a_list_for_me_and_some_mail_has_no_list(
    api: Api, anna: Person, ben: Person
) -> None:
    email = filed(anna, List_Unsubscribe="<mailto:leave@shop.example>")
    assert api.signed_in(ben).post(f"/mail/emails/{email.id}/unsubscribe").status == 404
    assert not Submission.objects.exists()
    plain = filed(anna)
    answer = api.signed_in(anna).post(f"/mail/emails/{plain.id}/unsubscribe")
    assert (answer.status, answer.json["code"]) == (422, "mail_no_unsubscribe")


def _sources(page: bytes) -> list[str]:
    found = re.findall(r'src="([^"]+)"', page.decode())
    return [one.replace("&amp;", "&") for one in found]


def test_pictures_of_the_web_come_through_us_made_anew(api: Api, anna: Person, site: Site) -> None:
    site.answers["/a.png"] = (200, "image/png", picture())
    email = filed(anna, html=f'<p>Hi<img src="{site.url("/a.png")}"></p>')
    mine = api.signed_in(anna)
    closed = mine.get(f"/mail/view/{email.id}", site=True)
    assert closed.headers["X-Blocked-Images"] == "1"
    assert "/mail/images" not in closed.headers["Content-Security-Policy"]
    shown = mine.get(f"/mail/view/{email.id}", site=True, images="1")
    assert shown.headers["X-Blocked-Images"] == "0"
    assert "http://testserver/mail/images" in shown.headers["Content-Security-Policy"]
    (source,) = _sources(shown.body)
    for _ in range(2):
        answer = api.get(source, site=True)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with Image.open(BytesIO(blobs.read(answer.headers["X-Bureau-Blob"]))) as made:
        assert (made.format, made.size) == ("WEBP", (40, 30))
    ((_, _, headers, _),) = site.asked
    assert "Cookie" not in headers
    assert "Referer" not in headers


def test_what_is_no_picture_is_not_shown(api: Api, site: Site) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    site.answers["/a.svg"] = (200, "image/svg+xml", svg)
    site.answers["/b.png"] = (200, "image/png", b"<html>")
    site.answers["/c.png"] = (302, "text/plain", b"http://10.0.0.1/inside.png")
    for path in ("/a.svg", "/b.png", "/c.png", "/missing.png"):
        assert api.get(proxied(site.url(path)), site=True).status == 404
    assert set(RemoteImage.objects.values_list("blob", flat=True)) == {""}


def test_only_signed_addresses_are_fetched(api: Api, site: Site) -> None:
    good = proxied(site.url("/a.png"))
    other = proxied(site.url("/b.png"))
    mixed = good.partition("&s=")[0] + "&s=" + other.partition("&s=")[2]
    for path in (mixed, "/mail/images?u=xx&s=yy", "/mail/images"):
        assert api.get(path, site=True).status == 404
    assert site.asked == []
    assert signed_url("%%%", "") is None


def test_a_message_cannot_name_our_proxy_itself(anna: Person, api: Api) -> None:
    forged = '<img src="/mail/images?u=aGk&s=000000000000000000000000">'
    email = filed(anna, html=f"<p>{forged}</p>")
    page = api.signed_in(anna).get(f"/mail/view/{email.id}", site=True, images="1")
    assert b"/mail/images" not in page.body


def test_an_author_whose_pictures_are_always_shown(api: Api, anna: Person) -> None:
    email = filed(anna, html='<p><img src="https://shop.example/a.png"></p>')
    mine = api.signed_in(anna)
    assert mine.post("/mail/images/senders", {"email": "News@shop.example"}).status == 204
    shown = mine.get(f"/mail/view/{email.id}", site=True)
    assert shown.headers["X-Blocked-Images"] == "0"
    Email.objects.filter(id=email.id).update(trust={"author": "failed"})
    assert mine.get(f"/mail/view/{email.id}", site=True).headers["X-Blocked-Images"] == "1"


def test_attachments_are_previewed_without_their_bytes(
    api: Api, anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    files = (
        Attachment("photo.png", "image/png", picture(size=(1000, 800))),
        Attachment("notes.txt", "text/plain", "Grüße <script>".encode()),
        Attachment("vector.svg", "image/svg+xml", b"<svg onload='x()'></svg>"),
    )
    email = filed(anna, files=files)
    (shown,) = jmap_of(anna).call("Email/get", ids=[email.id], properties=["attachments"])["list"]
    photo, notes, vector = (one["blobId"] for one in shown["attachments"])
    mine = api.signed_in(anna)
    small = mine.get(f"/mail/preview/{anna.id}/{photo}/thumbnail", site=True)
    assert small.headers["Content-Type"] == "image/webp"
    with Image.open(BytesIO(blobs.read(small.headers["X-Bureau-Blob"]))) as made:
        assert made.size == (480, 384)
    text = mine.get(f"/mail/preview/{anna.id}/{notes}/text", site=True)
    assert (text.body.decode(), text.headers["Content-Type"]) == (
        "Grüße <script>",
        "text/plain; charset=utf-8",
    )
    assert "sandbox" in text.headers["Content-Security-Policy"]
    assert mine.get(f"/mail/preview/{anna.id}/{vector}/picture", site=True).status == 404
    path = f"/mail/preview/{anna.id}/{photo}/thumbnail"
    assert api.signed_in(ben).get(path, site=True).status == 404
