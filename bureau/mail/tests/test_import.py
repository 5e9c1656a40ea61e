"""Bringing mail in from files: nothing lost, nothing twice, and what each source knew of it."""

import io
import tarfile
import zipfile
from datetime import UTC, datetime
from email.header import Header
from pathlib import Path

import pytest

from bureau.people import Person
from bureau.platform import jobs
from tests.fixtures.http import Api

from ..models import Email, EmailLabel, Mailbox, Transfer
from ..transfer import run
from ..transfer.command import import_path
from ..transfer.export import write_mbox
from ..transfer.filer import make_ready

pytestmark = pytest.mark.django_db
Kind = Transfer.Kind


def message(number: int, *headers: str, body: str = "Hello") -> str:
    lines = [
        *headers,
        "From: Vera <vera@vendor.example>",
        "To: anna@demo.example",
        f"Subject: Mail {number}",
        f"Message-ID: <m{number}@vendor.example>",
        "Date: Mon, 06 Jan 2020 10:00:00 +0100",
        "Content-Type: text/plain; charset=utf-8",
        "",
        body,
        "",
    ]
    return "\n".join(lines)


def mbox(*messages: str) -> bytes:
    separator = "From vera@vendor.example Mon Jan  6 09:00:00 2020\n"
    return "".join(f"{separator}{one}\n" for one in messages).encode()


def put(person: Person, kind: Kind, path: Path, label: str = "") -> Transfer:
    return import_path(person, kind, path, label, lambda row: None)


def counts(row: Transfer) -> tuple[str, int, int, int]:
    return row.state, row.filed, row.known, row.skipped


def labels(email: Email) -> list[str]:
    rows = EmailLabel.objects.filter(email=email).select_related("mailbox__parent")
    return sorted(
        f"{row.mailbox.parent.name}/{row.mailbox.name}"
        if row.mailbox.parent
        else row.mailbox.role or row.mailbox.category or row.mailbox.name
        for row in rows
    )


def of(person: Person, number: int) -> Email:
    return Email.objects.get(account_id=person.id, message_id=f"m{number}@vendor.example")


def test_an_mbox_comes_in_with_its_flags_and_dates_under_its_name(
    anna: Person, tmp_path: Path
) -> None:
    path = tmp_path / "Projects.mbox"
    path.write_bytes(
        mbox(
            message(1, "Status: RO", "X-Status: AF", "X-Keywords: todo"),
            message(2, "Status: O", body="One\n\n>From here on\nFrom the start\n>>From twice"),
        )
    )
    row = put(anna, Kind.MBOX, path)
    assert counts(row) == ("done", 2, 0, 0)
    first, second = of(anna, 1), of(anna, 2)
    assert first.keywords == ["$answered", "$flagged", "$seen", "todo"]
    assert second.keywords == []
    assert labels(first) == labels(second) == ["Projects"]
    assert first.received_at == datetime(2020, 1, 6, 9, 0, tzinfo=UTC)
    assert first.sent_at == datetime(2020, 1, 6, 9, 0, tzinfo=UTC)
    box = Mailbox.objects.get(account_id=anna.id, name="Projects")
    assert (box.total_emails, box.unread_emails) == (2, 1)
    from bureau.platform import blobs

    raw = blobs.read(second.blob)
    assert raw.endswith(b"One\r\n\r\nFrom here on\r\nFrom the start\r\n>From twice\r\n")


def test_importing_again_or_what_was_delivered_already_doubles_nothing(
    anna: Person, tmp_path: Path
) -> None:
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(mbox(message(1), message(2)))
    assert counts(put(anna, Kind.MBOX, path)) == ("done", 2, 0, 0)
    archive = Mailbox.objects.get(account_id=anna.id, role="archive")
    EmailLabel.objects.filter(email=of(anna, 1), mailbox__role="inbox").update(mailbox=archive)
    changed = message(1, "Received: from elsewhere", body="Hello\n-- \nlist footer")
    path.write_bytes(mbox(changed, message(2), message(3)))
    assert counts(put(anna, Kind.MBOX, path)) == ("done", 1, 2, 0)
    assert Email.objects.filter(account_id=anna.id).count() == 3
    assert "inbox" not in labels(of(anna, 1))


TAKEOUT = [
    ("Inbox,Unread,Category Promotions", ["inbox", "promotions"], []),
    ("Inbox,Important,Starred,Opened", ["important", "inbox", "primary"], ["$flagged", "$seen"]),
    ("Archived,Opened", ["archive"], ["$seen"]),
    ('Work/Clients,"Smith, Jones",Opened', ["Smith, Jones", "Work/Clients"], ["$seen"]),
    ("Sent,Opened", ["sent"], ["$seen"]),
    ("Spam,Unread", ["junk"], []),
    ("Drafts,Opened", ["drafts"], ["$draft", "$seen"]),
    ("Boîte de réception,Non lus,Événements", ["inbox", "primary", "Événements"], []),
]


def test_a_takeout_brings_labels_stars_and_categories(anna: Person, tmp_path: Path) -> None:
    texts = [
        message(
            number,
            "X-GM-THRID: 1655",
            "X-Gmail-Labels: " + (line if line.isascii() else Header(line, "utf-8").encode()),
        )
        for number, (line, _, _) in enumerate(TAKEOUT)
    ]
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/archive_browser.html", "<html>")
        archive.writestr("Takeout/Mail/All mail Including Spam and Trash.mbox", mbox(*texts))
    row = put(anna, Kind.TAKEOUT, path)
    assert counts(row) == ("done", len(TAKEOUT), 0, 0)
    for number, (line, boxes, keywords) in enumerate(TAKEOUT):
        email = of(anna, number)
        assert (line, labels(email), email.keywords) == (line, boxes, keywords)
    assert of(anna, 0).category == "promotions"


def maildir(root: Path) -> None:
    for folder, name, number in (
        ("cur", "1:2,S", 1),
        ("new", "2", 2),
        (".Sent/cur", "3:2,RS", 3),
        (".Work.Clients/cur", "4:2,FS", 4),
        ("cur", "5:2,T", 5),
    ):
        target = root / folder
        target.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(message(number))
    (root / "cur" / "6:2,S").write_bytes(b"")
    (root / "cur" / "7:2,S").write_bytes(b"\n\nno header at all")
    (root / "dovecot-uidlist").write_text("3 V1 N1")


@pytest.mark.parametrize("form", ["folder", "zip", "tar.gz"])
def test_a_maildir_comes_in_with_folders_and_flags(anna: Person, tmp_path: Path, form: str) -> None:
    root = tmp_path / "Maildir"
    maildir(root)
    path = root
    if form == "zip":
        path = tmp_path / "mail.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(root.rglob("*")):
                archive.write(file, Path("Maildir", file.relative_to(root)))
    elif form == "tar.gz":
        path = tmp_path / "mail.tar.gz"
        with tarfile.open(path, "w:gz") as packed:
            packed.add(root, "Maildir")
    row = put(anna, Kind.MAILDIR, path)
    assert counts(row) == ("done", 5, 0, 2)
    assert [one["why"] for one in sorted(row.report, key=lambda one: one["where"])] == [
        "empty",
        "no message: it has no header fields",
    ]
    assert labels(of(anna, 1)) == ["inbox", "primary"]
    assert of(anna, 1).keywords == ["$seen"]
    assert of(anna, 2).keywords == []
    assert (labels(of(anna, 3)), of(anna, 3).keywords) == (["sent"], ["$answered", "$seen"])
    assert (labels(of(anna, 4)), of(anna, 4).keywords) == (["Work/Clients"], ["$flagged", "$seen"])
    assert labels(of(anna, 5)) == ["trash"]


def test_an_import_that_breaks_goes_on_where_it_was(
    anna: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Inbox.mbox"
    path.write_bytes(mbox(*(message(number) for number in range(90))))
    real, calls = make_ready, 0

    def breaking(found: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 50:
            raise KeyboardInterrupt
        return real(found)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "make_ready", breaking)
    with pytest.raises(KeyboardInterrupt):
        put(anna, Kind.MBOX, path)
    row = Transfer.objects.get()
    assert (row.state, row.filed, row.position["file"]) == ("running", 40, 0)
    again = put(anna, Kind.MBOX, path)
    assert again.id == row.id
    assert counts(again) == ("done", 90, 0, 0)
    assert calls == 50 + 50
    assert Email.objects.filter(account_id=anna.id).count() == 90


def test_what_is_no_mail_is_said_to_be_none(anna: Person, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Nothing here\n")
    row = put(anna, Kind.MBOX, path)
    assert (row.state, row.error) == ("failed", "There is no mbox file in it.")
    assert put(anna, Kind.MAILDIR, path).state == "failed"


def test_an_upload_is_imported_in_the_background(api: Api, anna: Person) -> None:
    mine = api.signed_in(anna)
    made = mine.client.generic(
        "POST",
        f"/mail/import/{anna.id}?kind=mbox&name=Old.mbox",
        mbox(message(1), message(2)),
        content_type="application/octet-stream",
    )
    assert made.status_code == 202
    row = made.json()
    assert (row["state"], row["source"], row["filed"]) == ("waiting", "Old.mbox", 0)
    jobs.drain()
    seen = mine.get(f"/mail/transfers/{row['id']}").json
    assert (seen["state"], seen["filed"], seen["total"]) == ("done", 2, seen["done"])
    assert labels(of(anna, 1)) == ["Old"]
    listed = mine.get(f"/mail/accounts/{anna.id}/transfers").json["items"]
    assert [one["id"] for one in listed] == [row["id"]]


def test_others_neither_import_nor_see_nor_stop_it(api: Api, anna: Person, ben: Person) -> None:
    mine, his = api.signed_in(anna), api.signed_in(ben)
    path = f"/mail/accounts/{anna.id}/transfers/export"
    row = mine.post(path, {}).json
    assert his.post(path, {}).status == 404
    assert his.get(f"/mail/transfers/{row['id']}").status == 404
    assert his.delete(f"/mail/transfers/{row['id']}").status == 404
    upload = his.client.generic("POST", f"/mail/import/{anna.id}?kind=mbox", b"From ")
    assert upload.status_code == 404
    assert Transfer.objects.get().state == "waiting"
    jobs.drain()
    assert his.get(f"/mail/transfers/{row['id']}/file", site=True).status == 404


def test_a_stopped_import_files_nothing_more(api: Api, anna: Person) -> None:
    mine = api.signed_in(anna)
    made = mine.client.generic("POST", f"/mail/import/{anna.id}?kind=mbox", mbox(message(1)))
    answer = mine.delete(f"/mail/transfers/{made.json()['id']}")
    assert answer.json["state"] == "cancelled"
    jobs.drain()
    assert not Email.objects.filter(account_id=anna.id).exists()


def test_what_is_exported_comes_in_again_the_same(
    api: Api, anna: Person, ben: Person, tmp_path: Path
) -> None:
    source = tmp_path / "in.mbox"
    lines = ["Inbox,Starred,Unread", "Work/Clients,Opened", "Sent,Opened", "Événements,Opened"]
    texts = [
        message(number, "X-Gmail-Labels: " + Header(line, "utf-8").encode(), body="Hi\nFrom me\n")
        for number, line in enumerate(lines)
    ]
    source.write_bytes(mbox(*texts))
    put(anna, Kind.TAKEOUT, source)
    mine = api.signed_in(anna)
    row = mine.post(f"/mail/accounts/{anna.id}/transfers/export", {}).json
    jobs.drain()
    done = mine.get(f"/mail/transfers/{row['id']}").json
    assert (done["state"], done["filed"]) == ("done", 4)
    file = mine.get(done["file"], site=True)
    assert "attachment" in file.headers["Content-Disposition"]
    from bureau.platform import blobs

    written = blobs.read(file.headers["X-Bureau-Blob"])
    assert written.count(b"\n>From me") == 4
    target = tmp_path / "out.mbox"
    target.write_bytes(written)
    assert counts(put(ben, Kind.MBOX, target)) == ("done", 4, 0, 0)
    for number in range(4):
        ours, theirs = of(anna, number), of(ben, number)
        assert (labels(theirs), theirs.keywords) == (labels(ours), ours.keywords)
        assert theirs.fingerprint == ours.fingerprint
        assert theirs.received_at == ours.received_at
    assert counts(put(anna, Kind.MBOX, target)) == ("done", 0, 4, 0)


def test_a_label_is_exported_alone(anna: Person, tmp_path: Path) -> None:
    source = tmp_path / "Work.mbox"
    source.write_bytes(mbox(message(1)))
    put(anna, Kind.MBOX, source)
    other = tmp_path / "Play.mbox"
    other.write_bytes(mbox(message(2)))
    put(anna, Kind.MBOX, other)
    file = io.BytesIO()
    box = Mailbox.objects.get(account_id=anna.id, name="Play")
    assert write_mbox(anna.id, file, box.id) == 1
    assert b"Subject: Mail 2" in file.getvalue()
    assert b"Subject: Mail 1" not in file.getvalue()
