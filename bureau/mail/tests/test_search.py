"""The operator language as people use it: every operator, scripts, beginnings of words, files'
words, snippets, hints, and whose words are found.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone

from bureau.people import SYSTEM, Person

from ..actions.share import delegate, undelegate
from ..models import Email, SearchEntry, SearchTodo
from ..search import extract
from .conftest import JmapOf
from .jmap_client import Jmap
from .test_jmap_query import START, ids, put

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


class Company:
    """Four messages that differ in all that operators ask for."""

    def __init__(self, jmap: Jmap) -> None:
        self.jmap = jmap
        label = jmap.call("Mailbox/set", create={"a": {"name": "Big Orders"}})
        self.label = label["created"]["a"]["id"]
        self.order = put(
            jmap,
            1,
            self.label,
            From="Ana Lima <ana@suppliers.example>",
            To="Ben Braun <ben@demo.example>",
            Cc="Zoë Quinn <zoe@partners.example>",
            Bcc="Hidden <hidden@demo.example>",
            Subject="Order of batteries",
            keywords={"$seen": True, "$flagged": True},
            body="Forty red batteries for the scooter.",
        )
        self.news = put(
            jmap,
            2,
            From="News <news@weekly.example>",
            Subject="Weekly news",
            **{"List-Id": "Weekly <weekly.lists.example>"},
            keywords={"$answered": True},
            body="The scooter of the year is red and cheap.",
        )
        self.papers = put_files(jmap, ("Invoice 2026.txt", "text/plain", b"Total 40"), hours=3)
        self.long = put(jmap, 4, Subject="Long", body="scooter " + "word " * 3_000)
        self.draft = put(jmap, 5, "drafts", Subject="Plan", keywords={"$draft": True})
        self.junk = put(jmap, 6, "junk", Subject="Cheap scooter")
        self.trash = put(jmap, 7, "trash", Subject="Old scooter")


@pytest.fixture
def company(jmap: Jmap) -> Company:
    return Company(jmap)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from:ana", "draft long papers order"),
        ("from:lima subject:order", "order"),
        ("from:ana@suppliers.example ", "draft long papers order"),
        ("from:(news quinn)", ""),
        ("from:{lima news}", "draft long news order"),
        ("from:(ana lima)", "draft long order"),
        ("-from:{lima news}", "papers"),
        ("to:ben", "order"),
        ("to:zoe", ""),
        ("cc:zoe", "order"),
        ("cc:ZOË", "order"),
        ("bcc:hidden", "order"),
        ("subject:batteries", "order"),
        ("subject:forty", ""),
        ('subject:"order of"', "order"),
        ('"red batteries"', "order"),
        ('"batteries red"', ""),
        ("label:big-orders", "order"),
        ('label:"Big Orders"', "order"),
        ("in:inbox", "long papers news"),
        ("in:drafts", "draft"),
        ("in:trash", "trash"),
        ("in:spam scooter", "junk"),
        ("in:anywhere scooter", "trash junk long news order"),
        ("scooter", "long news order"),
        ("is:unread", "draft long papers news"),
        ("is:read", "order"),
        ("is:starred", "order"),
        ("is:answered", "news"),
        ("is:draft", "draft"),
        ("has:attachment", "papers"),
        ("has:star", "order"),
        ("has:list", "news"),
        ("-has:attachment -is:draft", "long news order"),
        ("filename:invoice", "papers"),
        ("filename:scooter", ""),
        ("larger:10k", "long"),
        ("size:10000", "long"),
        ("smaller:10k scooter", "news order"),
        ("larger:1M", ""),
        ("before:2026-03-01", ""),
        ("after:2026/3/1 scooter", "long news order"),
        ("list:weekly", "news"),
        ("list:weekly.lists.example", "news"),
        ("red scooter", "news order"),
        ("red -cheap", "order"),
        ('-"red batteries" red', "news"),
        ("red -(cheap OR forty)", ""),
        ("batteries OR weekly", "news order"),
        ("scooter batteries OR cheap", "news order"),
        ("{batteries weekly}", "news order"),
        ("scooter -{forty cheap}", "long"),
        ("(subject:order OR subject:weekly) scooter", "news order"),
        ("-scooter", "draft papers"),
        ("or", ""),
        ("scoo", "long news order"),
        ("scoo ", ""),
        ("sco -forty", ""),
        ('"scoo"', ""),
    ],
)
def test_every_operator(company: Company, query: str, found: str) -> None:
    expected = [getattr(company, name) for name in found.split()]
    assert find(company.jmap, query) == expected
    # The index of a person's own label or place answers the same as one by one.
    one_by_one = ids(
        company.jmap,
        {"operator": "AND", "conditions": [{"query": query}, {"hasKeyword": "$flagged"}]},
    )
    assert one_by_one == [one for one in expected if one == company.order]


def test_relative_ages_are_counted_from_now(jmap: Jmap) -> None:
    old, fresh = put(jmap, 1), put(jmap, 2)
    now = timezone.now()
    for one, age in ((old, timedelta(days=10)), (fresh, timedelta(hours=30))):
        Email.objects.filter(id=one).update(received_at=now - age)
        Email.objects.get(id=one).label_rows.update(received_at=now - age)
    assert find(jmap, "newer_than:2d") == [fresh]
    assert find(jmap, "newer_than:1d") == []
    assert find(jmap, "older_than:1w") == [old]
    assert find(jmap, "older_than:1d newer_than:2w") == [fresh, old]


def test_a_date_narrows_a_search_for_words_to_the_very_moment(jmap: Jmap) -> None:
    made = [put(jmap, number, body="scooter") for number in range(4)]
    moment = (START + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    assert ids(jmap, {"text": "scooter", "before": moment}) == made[1::-1]
    assert ids(jmap, {"text": "scooter", "after": moment}) == made[:1:-1]
    assert find(jmap, "scooter before:2026-03-02 after:2026-03-01 ") == made[::-1]
    assert find(jmap, "scooter before:2026-03-01 ") == []


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Überraschung für José", "uberraschung"),
        ("Überraschung für José", "JOSE"),
        ("Ελλάδα και Κύπρος", "ελλαδα"),
        ("Москва слезам не верит", "МОСКВА"),
        ("ﬁnance ＦＵＬＬ", "finance full"),
        ("Straße", "strasse"),
        ("北京欢迎你", "欢迎"),
        ("北京欢迎你", "北京"),
        ("東京タワーへ行く", "タワー"),
        ("สวัสดีครับ", "สวัส"),
        ("안녕하세요 여러분", "안녕"),
        ("naïve café", "cafe"),
    ],
)
def test_words_of_all_scripts_are_found_as_they_are_typed(
    jmap: Jmap, written: str, asked: str
) -> None:
    one = put(jmap, 1, body=written)
    put(jmap, 2)
    assert find(jmap, asked) == [one]
    assert find(jmap, asked[0] + asked) == []


def test_characters_of_a_script_without_spaces_are_found_in_their_order_only(jmap: Jmap) -> None:
    put(jmap, 1, body="你迎欢")
    assert find(jmap, "欢迎") == []


def test_the_last_word_may_be_unfinished_from_three_letters_on(jmap: Jmap) -> None:
    one = put(jmap, 1, body="Batteries and chargers")
    assert [find(jmap, "batteries"[:length]) for length in range(1, 10)] == [
        [],
        [],
        *[[one]] * 7,
    ]
    assert find(jmap, "charg batt") == []
    assert find(jmap, "chargers batt") == [one]
    assert find(jmap, "from:suppl") == [one]
    assert find(jmap, '"and char') == []


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


def snippets(jmap: Jmap, query: str, *email_ids: str) -> Any:
    answer = jmap.call("SearchSnippet/get", filter={"query": query}, emailIds=list(email_ids))
    return answer["list"]


def test_snippets_mark_the_words_and_nothing_else_is_markup(jmap: Jmap) -> None:
    one = put(
        jmap, 1, Subject="<b>Scooters</b> & co", body="x " * 200 + "A <i>café</i> & a scooter."
    )
    (found,) = snippets(jmap, "scoot", one)
    assert found["subject"] == "&lt;b&gt;<mark>Scooters</mark>&lt;/b&gt; &amp; co"
    assert "<mark>scooter</mark>" in found["preview"]
    assert "&lt;i&gt;" in found["preview"]
    assert len(found["preview"].encode()) <= 255
    (accent,) = snippets(jmap, "cafe", one)
    assert "<mark>café</mark>" in accent["preview"]
    (none,) = snippets(jmap, "from:ana", one)
    assert none["preview"] is None
    (unwanted,) = snippets(jmap, "-lunch scooter", one)
    assert "<mark>scooter</mark>" in unwanted["preview"]


def hints(jmap: Jmap, query: str) -> list[tuple[str, str]]:
    answer = jmap.call("Email/query", filter={"query": query})
    return [(hint["part"], hint["problem"]) for hint in answer.get("hints", [])]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("larger:heavy", [("larger:heavy", "size")]),
        ("older_than:soon", [("older_than:soon", "date")]),
        ("before:2026-13-01", [("before:2026-13-01", "date")]),
        ("is:purple", [("is:purple", "value")]),
        ("has:wings", [("has:wings", "value")]),
        ("in:nowhere", [("in:nowhere", "place")]),
        ("label:x OR form:ana", [("label:x", "place"), ("form:ana", "unknown")]),
        ("from:ana larger:2M has:attachment in:inbox -is:read", []),
        ("see https://demo.example at 12:30", []),
        ('"larger:heavy"', []),
    ],
)
def test_what_is_no_operator_is_said_and_searched_for_as_words(
    jmap: Jmap, query: str, expected: list[tuple[str, str]]
) -> None:
    one = put(jmap, 1, body="larger heavy, older than soon, is purple, has wings")
    assert hints(jmap, query) == expected
    problems = {problem for _, problem in expected}
    if problems & {"size", "value"}:
        assert find(jmap, query) == [one]


def test_nobody_finds_the_words_of_another_account(
    jmap: Jmap, jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    mine = put(jmap, 1, body="tangerine")
    theirs = jmap_of(ben)
    their_own = put(theirs, 1, body="tangerine")
    assert find(jmap, "tangerine") == [mine]
    assert find(theirs, "tangerine") == [their_own]
    foreign = jmap_of(ben, anna)
    assert foreign.call("Email/query", filter={"query": "tangerine"})["type"] == "accountNotFound"
    snippet = theirs.call("SearchSnippet/get", filter={"query": "tangerine"}, emailIds=[mine])
    assert (snippet["list"], snippet["notFound"]) == ([], [mine])


def test_accounts_with_the_same_code_do_not_find_each_other_s_words(
    jmap: Jmap, jmap_of: JmapOf, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bureau.mail.search.tokens.code_of", lambda _account: "same")
    mine, theirs = put(jmap, 1, body="tangerine"), jmap_of(ben)
    their_own = put(theirs, 1, body="tangerine")
    assert find(jmap, "tangerine") == [mine]
    assert find(theirs, "tangerine") == [their_own]
    assert find(theirs, "tanger") == [their_own]
    assert find(theirs, "is:unread tangerine") == [their_own]


def test_a_delegate_searches_the_account_as_long_as_it_is_shared(
    jmap: Jmap, jmap_of: JmapOf, anna: Person, ben: Person
) -> None:
    mine = put(jmap, 1, body="tangerine")
    delegate(SYSTEM, anna.id, ben.id, may_send=False)
    assert find(jmap_of(ben, anna), "tangerine") == [mine]
    undelegate(SYSTEM, anna.id, ben.id)
    answer = jmap_of(ben, anna).call("Email/query", filter={"query": "tangerine"})
    assert answer["type"] == "accountNotFound"


def test_searches_follow_labels_flags_trash_and_destruction(jmap: Jmap) -> None:
    one = put(jmap, 1, body="tangerine", keywords={"$seen": True})
    inbox, archive, trash = (jmap.mailbox(role) for role in ("inbox", "archive", "trash"))
    assert find(jmap, "tangerine in:inbox") == [one]
    jmap.call("Email/set", update={one: {"mailboxIds": {archive: True}}})
    assert find(jmap, "tangerine in:inbox") == []
    assert find(jmap, "tangerine in:archive") == [one]
    jmap.call("Email/set", update={one: {"keywords/$flagged": True, "keywords/$seen": None}})
    assert find(jmap, "tangerine is:starred is:unread") == [one]
    jmap.call("Email/set", update={one: {"mailboxIds": {trash: True}}})
    assert find(jmap, "tangerine") == []
    assert find(jmap, "tangerine in:trash") == [one]
    jmap.call("Email/set", update={one: {"mailboxIds": {trash: True, inbox: True}}})
    assert find(jmap, "tangerine") == [one]
    jmap.call("Email/set", destroy=[one])
    assert find(jmap, "tangerine in:anywhere") == []
    assert not SearchEntry.objects.filter(account_id=jmap.account_id).exists()
