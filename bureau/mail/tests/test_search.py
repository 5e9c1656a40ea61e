"""The operator language as people use it: every operator, scripts, beginnings of words, files'
words, snippets, hints, and whose words are found.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bureau.people import SYSTEM, Person

from ..actions.share import delegate, undelegate
from ..models import Email, SearchEntry
from .conftest import JmapOf
from .jmap_client import Jmap
from .test_jmap_query import START, ids, put
from .test_search_files import put_files


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


def find(jmap: Jmap, query: str) -> list[str]:
    return ids(jmap, {"query": query})


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
