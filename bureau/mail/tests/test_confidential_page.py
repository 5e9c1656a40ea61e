"""The public page of a confidential message: codes, limits, what it says and what it never does."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from bureau.people import SYSTEM, Person, actor_for, create_token
from bureau.platform import blobs, jobs
from bureau.platform.mime import parse
from tests.fixtures.http import Api

from ..actions import passcode
from ..actions.administer import put_alias
from ..models import Passcode, Submission
from .confidential import PETRA, SECRET, Link, code_mailed_to, send_confidential
from .conftest import JmapOf

pytestmark = pytest.mark.django_db

EVE = "eve@elsewhere.example"


def asked(link: Link, email: str = PETRA) -> str:
    """Ask for a code; return what the page says, without what is personal."""
    answer = link.post(email=email)
    assert answer.status_code == 200
    return answer.content.decode().replace(email, "ADDRESS")


def test_without_a_code_the_link_opens_it(anna: Person, jmap_of: JmapOf) -> None:
    link = send_confidential(jmap_of(anna), PETRA)
    assert link.shows()
    page = link.get().content.decode()
    assert "The offer" in page
    assert "Anna Arendt" in page


def test_the_code_that_was_mailed_opens_it_in_this_browser_only(
    anna: Person, jmap_of: JmapOf
) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    assert not link.shows()
    assert "The offer" not in link.get().content.decode()
    asked(link)
    answer = link.post(email=PETRA.upper(), code=f" {code_mailed_to(PETRA)} ")
    assert (answer.status_code, answer.headers["Location"]) == (303, link.path)
    cookie = link.client.cookies["bureau-confidential"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (link.path, True, "Lax")
    assert link.shows()
    assert not Link(link.mail, Client()).shows()


def test_a_code_opens_once_and_is_kept_as_a_hash(anna: Person, jmap_of: JmapOf) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    asked(link)
    code = code_mailed_to(PETRA)
    assert code not in str(Passcode.objects.values().get())
    assert link.post(email=PETRA, code=code).status_code == 303
    other = Link(link.mail, Client())
    assert other.post(email=PETRA, code=code).status_code == 422
    assert not other.shows()


def test_a_new_code_replaces_the_one_before(anna: Person, jmap_of: JmapOf) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    asked(link)
    first = code_mailed_to(PETRA)
    asked(link)
    second = code_mailed_to(PETRA)
    if first != second:
        assert link.post(email=PETRA, code=first).status_code == 422
    assert link.post(email=PETRA, code=second).status_code == 303


def test_a_code_is_over_after_a_quarter_of_an_hour(anna: Person, jmap_of: JmapOf) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    asked(link)
    code = code_mailed_to(PETRA)
    Passcode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert link.post(email=PETRA, code=code).status_code == 422
    passcode.forget_codes()
    assert not Passcode.objects.exists()


def test_after_five_wrong_tries_the_right_code_is_no_use(anna: Person, jmap_of: JmapOf) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    asked(link)
    code = code_mailed_to(PETRA)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert link.post(email=PETRA, code=wrong).status_code == 422
    assert link.post(email=PETRA, code=code).status_code == 422
    assert Passcode.objects.get().tries == 5
    assert not link.shows()


def test_the_answer_is_the_same_for_every_address_and_only_recipients_get_mail(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    before = Submission.objects.count()
    pages = {asked(link, one) for one in (PETRA, EVE, "ben@demo.example", "x@demo.example")}
    assert len(pages) == 1
    assert code_mailed_to(EVE) == code_mailed_to("ben@demo.example") == ""
    assert Submission.objects.count() == before + 1
    wrong = link.post(email=EVE, code="123456").content.decode().replace(EVE, "ADDRESS")
    right = link.post(email=PETRA, code="x").content.decode().replace(PETRA, "ADDRESS")
    assert wrong == right
    assert not link.shows()


def test_the_code_of_one_address_does_not_open_for_another(anna: Person, jmap_of: JmapOf) -> None:
    link = send_confidential(jmap_of(anna), PETRA, EVE, passcode=True)
    asked(link)
    code = code_mailed_to(PETRA)
    assert link.post(email=EVE, code=code).status_code == 422
    assert Passcode.objects.get(email=PETRA).tries == 0


def test_a_code_opens_no_other_message(anna: Person, jmap_of: JmapOf) -> None:
    mine = jmap_of(anna)
    one = send_confidential(mine, PETRA, passcode=True)
    two = Link(send_confidential(mine, PETRA, passcode=True).mail, one.client)
    asked(one)
    code = code_mailed_to(PETRA)
    assert two.post(email=PETRA, code=code).status_code == 422
    assert one.post(email=PETRA, code=code).status_code == 303
    value = one.client.cookies["bureau-confidential"].value
    stolen = Client()
    stolen.cookies["bureau-confidential"] = value
    assert not Link(two.mail, stolen).shows()
    forged = re.sub(r"\.[0-9a-f]{32}\.", f".{'0' * 32}.", value)
    stolen.cookies["bureau-confidential"] = forged
    assert not Link(one.mail, stolen).shows()


def test_asking_often_is_refused_calmly_and_mails_nothing(anna: Person, jmap_of: JmapOf) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    for _ in range(passcode.PER_ADDRESS):
        asked(link)
    refused = link.post(email=PETRA)
    assert refused.status_code == 429
    assert "Wait a few minutes" in refused.content.decode()
    before = Submission.objects.count()
    jobs.drain()
    assert Submission.objects.count() == before + passcode.PER_ADDRESS


def test_an_open_page_closes_when_access_is_removed(
    anna: Person, jmap_of: JmapOf, api: Api
) -> None:
    link = send_confidential(jmap_of(anna), PETRA, passcode=True)
    asked(link)
    link.post(email=PETRA, code=code_mailed_to(PETRA))
    assert link.shows()
    asked_again = Link(link.mail, Client())
    asked(asked_again)
    jobs.drain()
    api.signed_in(anna).delete(f"/mail/confidential/{link.mail.id}")
    assert not link.shows()
    assert link.get().status_code == 410
    assert not Passcode.objects.exists()


def test_whoever_an_alias_of_ours_leads_to_gets_in(anna: Person, jmap_of: JmapOf) -> None:
    put_alias(SYSTEM, "partners@demo.example", [PETRA])
    link = send_confidential(jmap_of(anna), "partners@demo.example", passcode=True)
    asked(link)
    assert link.post(email=PETRA, code=code_mailed_to(PETRA)).status_code == 303
    assert link.shows()


def test_what_stayed_inside_is_read_by_signing_in_only(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    link = send_confidential(jmap_of(anna), "ben@demo.example")
    assert not link.shows()
    page = link.get().content.decode()
    assert f"/sign-in?next={link.path}" in page
    assert "<form" not in page
    link.post(email="ben@demo.example")
    assert code_mailed_to("ben@demo.example") == ""


def test_a_token_that_does_not_cover_mail_reads_nothing(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    link = send_confidential(jmap_of(anna), "ben@demo.example")
    for scope, status in (("drive.read", 404), ("mail.read", 200)):
        token = create_token(actor_for(ben), ben, "T", [scope])[1]
        headers = {"Authorization": f"Bearer {token}"}
        assert link.client.get(f"{link.path}/body", headers=headers).status_code == status


def test_unknown_links_are_not_there(api: Api, db: None) -> None:
    for path in ("", "/body", "/pictures/1"):
        answer = api.get(f"/mail/confidential/{'x' * 43}{path}", site=True)
        assert answer.status == 404
    assert api.post(f"/mail/confidential/{'x' * 43}", site=True).status == 404


def test_the_page_speaks_french_and_loads_and_runs_nothing(anna: Person, jmap_of: JmapOf) -> None:
    tracker = '<p>Bid</p><img src="https://tracker.example/a.png"><script>alert(1)</script>'
    made = send_confidential(jmap_of(anna), PETRA, html=f"<p>{SECRET}</p>{tracker}")
    link = Link(made.mail, made.client, "fr-FR,fr;q=0.9,en;q=0.5")
    page = link.get()
    assert '<html lang="fr">' in page.content.decode()
    assert "Peut être lu jusqu" in page.content.decode()
    assert page.headers["Content-Language"] == "fr"
    assert "<script" not in page.content.decode()
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    body = link.get("/body")
    text = body.content.decode()
    assert "<script" not in text
    assert not re.search(r'\ssrc="(?!data:)', text)
    assert "img-src data:;" in body.headers["Content-Security-Policy"]
    assert "sandbox" in body.headers["Content-Security-Policy"]
    assert "display:none" in text.partition("@media print")[2]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()


def test_pictures_are_shown_and_other_files_withheld(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    mine = jmap_of(anna)
    files = []
    for name, media_type, content in (
        ("plan.png", "image/png", png()),
        ("bid.pdf", "application/pdf", b"%PDF-1.4 secret"),
    ):
        stored = mine.api.client.post(
            f"/jmap/upload/{anna.id}", content, content_type=media_type
        ).json()
        files.append({"blobId": stored["blobId"], "type": media_type, "name": name})
    link = send_confidential(mine, PETRA, attachments=files)
    page = link.get().content.decode()
    assert "plan.png" in page
    assert "bid.pdf" in page
    assert page.count("<img") == 1
    (path,) = re.findall(r'<img src="[^"]+(/pictures/[^"]+)"', page)
    shown = link.get(path)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/webp")
    assert blobs.read(shown.headers["X-Bureau-Blob"]) != png()
    for section in ("1", "2", "3", "4", "9", "x"):
        if not path.endswith(section):
            assert link.get(f"/pictures/{section}").status_code == 404
    ended = timezone.now() - timedelta(seconds=1)
    type(link.mail).objects.update(expires_at=ended)
    assert link.get(path).status_code == 404


def test_the_notice_speaks_the_authors_language_first(
    anna: Person, ben: Person, jmap_of: JmapOf
) -> None:
    anna.language, anna.time_zone = "fr", "Europe/Paris"
    anna.save()
    send_confidential(jmap_of(anna), "ben@demo.example")
    text = parse(blobs.read(Submission.objects.get(account_id=anna.id).blob)).text
    french, english = text.index("un message confidentiel"), text.index("a confidential message")
    assert french < english
    assert re.search(r"jusqu'au \d{1,2} \w+ \d{4} à \d\d:\d\d \(CES?T\)", text)


def test_the_forwarding_page_speaks_both_languages(anna: Person, api: Api) -> None:
    wrong = api.call(
        "GET", "/mail/confirm-forwarding/x.y", headers={"Accept_Language": "fr"}, site=True
    )
    assert wrong.status == 404
    assert "n'est plus valable" in wrong.body.decode().replace("&#x27;", "'")
