"""Rules as Sieve: whatever a person writes becomes one block that asks and does exactly that."""

import re
from collections.abc import Iterator

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from bureau.platform.mime import parse

from ...models import Rule
from ...sieve import Outcome, SieveMessage, compile_script, run
from ...sieve.syntax import Step
from ..compile import compile_rules, words_of
from ..criteria import LONGEST_TEXT, NAPS, Criteria, RuleActions
from ..from_search import criteria_from_search

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
WORD = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
SIZE = st.integers(0, 1 << 40)
CRITERIA = st.builds(
    Criteria,
    from_=TEXT,
    to=TEXT,
    subject=TEXT,
    has=TEXT,
    has_not=TEXT,
    list_id=TEXT,
    has_attachment=st.booleans(),
    larger=SIZE,
    smaller=SIZE,
)
LABELS = {"box1": "Work", "box2": 'Odd "name" \\ here', "box3": "Déjà vu/Été"}
ACTIONS = st.builds(
    RuleActions,
    labels=st.lists(st.sampled_from(sorted(LABELS)), unique=True).map(tuple),
    skip_inbox=st.booleans(),
    star=st.booleans(),
    important=st.booleans(),
    never_important=st.booleans(),
    mark_read=st.booleans(),
    delete=st.booleans(),
    never_spam=st.booleans(),
    category=st.sampled_from(["", "primary", "forums"]),
    forward_to=st.sampled_from(["", "me@home.example"]),
    snooze=st.sampled_from(["", *NAPS]),
    stop=st.booleans(),
)


def script_of(criteria: Criteria, actions: RuleActions, name: str = "") -> str:
    rule = Rule(name=name, criteria=criteria.to_json(), actions=actions.to_json(), is_enabled=True)
    return compile_rules([rule], LABELS)


def letter(subject: str = "", body: str = "", author: str = "vera@vendor.example") -> SieveMessage:
    raw = f"From: {author}\r\nTo: anna@demo.example\r\nSubject: {subject}\r\n\r\n{body}\r\n"
    message = parse(raw.encode())
    return SieveMessage(
        headers=message.headers,
        size_bytes=len(raw),
        envelope_from=author,
        envelope_to="anna@demo.example",
        now=timezone.now(),
        text=message.text,
        has_attachment=False,
        raw_body=lambda: body,
        parts=lambda: [],
    )


def outcome(criteria: Criteria, actions: RuleActions, message: SieveMessage) -> Outcome:
    return run([compile_script(script_of(criteria, actions))], message)


def leaves(step: Step) -> Iterator[Step]:
    """Yield the tests of a step that ask something, without those that combine."""
    for test in step.tests:
        if test.name in ("allof", "anyof", "not"):
            yield from leaves(test)
        else:
            yield test


@given(CRITERIA, ACTIONS, TEXT)
@example(Criteria(), RuleActions(), "one\0\r\ntwo\x85three")
def test_every_rule_is_one_block_whatever_is_written(
    criteria: Criteria, actions: RuleActions, name: str
) -> None:
    stored, done = Criteria.from_json(criteria.to_json()), RuleActions.from_json(actions.to_json())
    script = compile_script(script_of(stored, done, name))
    (block,) = script.steps
    assert block.name == "if"
    assert all(step.name not in ("if", "elsif", "else") for step in block.block)


@given(CRITERIA)
def test_what_is_asked_stands_in_the_script_as_it_was_written(criteria: Criteria) -> None:
    stored = Criteria.from_json(criteria.to_json())
    (block,) = compile_script(script_of(stored, RuleActions(star=True))).steps
    asked = list(leaves(block))
    headers = [one for one in asked if one.name == "header"]
    subjects = [one.texts(1) for one in headers if one.texts(0) == ("subject",)]
    words = words_of(stored.subject)
    # The comma and the bar divide alternatives; nothing else of what was written is lost.
    assert [dense(*keys) for keys in subjects] == [dense(word) for word in words]
    anywhere = [one.texts(0)[0] for one in asked if one.name == "body"]
    assert anywhere == [clean(one) for one in words_of(stored.has) + words_of(stored.has_not)]
    sizes = {next(iter(one.tags)): one.number(0) for one in asked if one.name == "size"}
    wanted = {"over": stored.larger, "under": stored.smaller}
    assert sizes == {bound: size for bound, size in wanted.items() if size}
    assert any(one.name == "hasattachment" for one in asked) == stored.has_attachment


def clean(word: str) -> str:
    return word.replace("\0", "")


def dense(*texts: str) -> str:
    """Return what was written without what divides it."""
    return re.sub(r'[\s,|"\0]', "", "".join(texts))


@given(CRITERIA)
def test_criteria_are_stored_and_read_again_unchanged(criteria: Criteria) -> None:
    once = Criteria.from_json(criteria.to_json())
    assert Criteria.from_json(once.to_json()) == once
    assert all(len(getattr(once, name)) <= LONGEST_TEXT for name in ("from_", "to", "has"))


@given(ACTIONS)
def test_actions_come_back_from_the_script(actions: RuleActions) -> None:
    found = outcome(Criteria(from_="vera"), actions, letter())
    assert found.matched == 1
    filed = [one.mailbox_id for one in found.files if one.mailbox_id]
    assert filed == list(actions.labels)
    roles = {one.role for one in found.files if one.role}
    assert roles == ({"trash"} if actions.delete else {"archive"} if actions.skip_inbox else set())
    assert ("\\Flagged" in found.flags, "\\Seen" in found.flags) == (
        actions.star,
        actions.mark_read,
    )
    assert found.never_spam == actions.never_spam
    assert found.category == actions.category
    assert found.redirects == ([actions.forward_to] if actions.forward_to else [])
    assert (found.snooze is not None) == bool(actions.snooze)
    assert found.keeps == (not roles and not actions.snooze)


@given(st.lists(WORD, min_size=1, max_size=5))
def test_a_message_that_has_the_words_is_meant(words: list[str]) -> None:
    criteria = Criteria.from_json({"has": " ".join(words)})
    found = outcome(criteria, RuleActions(star=True), letter(body=" and ".join(words)))
    assert found.matched == 1


@given(WORD)
def test_a_message_without_the_word_is_not_meant(word: str) -> None:
    message = letter("~", "~", author="~@~.example")
    criteria = Criteria.from_json({"has": f"{word}#", "has_not": "zz#"})
    assert outcome(criteria, RuleActions(star=True), message).matched == 0


@given(st.lists(WORD, min_size=1, max_size=4))
def test_a_search_for_words_means_the_same_as_a_rule(words: list[str]) -> None:
    wanted = [word for word in words if word not in ("OR", "AND")]
    found = criteria_from_search(" ".join(words))
    assert words_of(found.criteria.has) == wanted
    assert found.left_out == [word for word in words if word in ("OR", "AND")]


@pytest.mark.parametrize(
    "written",
    [
        '"; discard; #',
        'a" { stop; } if true { discard; }',
        "\\",
        '\\"',
        "]]",
        "*/",
        "\r\nstop;\r\n",
    ],
)
def test_nothing_that_is_written_becomes_a_command(written: str) -> None:
    criteria = Criteria.from_json({"from": written, "subject": written, "has": written})
    script = compile_script(script_of(criteria, RuleActions(star=True), name=written))
    (block,) = script.steps
    assert [step.name for step in block.block] == ["addflag"]


def test_a_rule_that_asks_nothing_means_nothing() -> None:
    assert outcome(Criteria(), RuleActions(delete=True), letter()).matched == 0
    assert compile_rules([], LABELS) == ""


def test_a_label_that_is_gone_leaves_the_message_in_the_inbox() -> None:
    actions = RuleActions(labels=("box1", "gone"), skip_inbox=True)
    found = outcome(Criteria(from_="vera"), actions, letter())
    assert [one.mailbox_id for one in found.files] == ["box1"]
    assert found.keeps
