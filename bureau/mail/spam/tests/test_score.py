"""The junk filter: its arithmetic, its memory, and how well it does on a made-up collection."""

import random
from itertools import permutations
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.platform.mime import ParsedMessage, parse

from ...models import SpamToken
from ..book import counts_of, learn, unlearn
from ..filter import score_of
from ..score import JUNK, SUSPICIOUS, Counts, chi_square, combine, judge, judge_words, strength_of
from ..tokens import ALL, MOST_TOKENS, hash_of, tokens_of

PROBABILITY = st.floats(min_value=0.01, max_value=0.99)


def message(subject: str, body: str, *headers: str, author: str = "a@far.example") -> ParsedMessage:
    lines = [f"From: {author}", f"Subject: {subject}", *headers]
    lines += ["To: anna@demo.example", "Message-ID: <1@far.example>"]
    return parse(("\r\n".join(lines) + f"\r\n\r\n{body}\r\n").encode())


def test_chi_square_is_that_of_the_tables() -> None:
    assert chi_square(3.841, 2) == pytest.approx(exp(-3.841 / 2))
    assert chi_square(9.488, 4) == pytest.approx(0.05, abs=1e-4)
    assert chi_square(18.307, 10) == pytest.approx(0.05, abs=1e-4)
    assert chi_square(5_000.0, 300) == 0.0


def test_words_that_say_nothing_leave_it_unsure() -> None:
    assert combine([]) == 0.5
    assert combine([0.5] * 10) == pytest.approx(0.5)
    assert combine([0.99] * 20) > 0.999
    assert combine([0.01] * 20) < 0.001


@given(st.lists(PROBABILITY, max_size=40))
def test_the_opposite_words_give_the_opposite_verdict(strengths: list[float]) -> None:
    opposite = combine([1 - one for one in strengths])
    assert combine(strengths) + opposite == pytest.approx(1.0, abs=1e-6)


@given(st.lists(PROBABILITY, max_size=20), PROBABILITY, PROBABILITY)
def test_a_worse_word_never_makes_a_message_better(
    others: list[float], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert combine([*others, low]) <= combine([*others, high]) + 1e-9


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_word_is_never_certain(junk: int, good: int) -> None:
    assert 0.0 < strength_of(Counts(junk, good), Counts(500, 500)) < 1.0


def test_a_word_seen_once_says_less_than_one_seen_often() -> None:
    once = strength_of(Counts(1, 0), Counts(50, 50))
    often = strength_of(Counts(40, 0), Counts(50, 50))
    assert 0.5 < once < often < 1.0
    assert strength_of(Counts(), Counts(50, 50)) == 0.5


def test_the_same_bytes_give_the_same_few_words() -> None:
    long = message("Offer", " ".join(f"word{number}x" for number in range(5_000)))
    assert tokens_of(long) == tokens_of(long)
    assert len(tokens_of(long)) == MOST_TOKENS
    assert ALL not in tokens_of(long)
    assert hash_of("offer") == hash_of("offer") != hash_of("subject:offer")


def book() -> dict[int, tuple[int, int]]:
    rows = SpamToken.objects.exclude(junk=0, good=0)
    return {row.token: (row.junk, row.good) for row in rows}


LESSONS = (
    (message("Win money", "Click here to win"), True),
    (message("Minutes", "The minutes of our meeting"), False),
    (message("Win a meeting", "Money for our minutes"), True),
)


@pytest.mark.django_db
def test_the_order_of_lessons_never_matters() -> None:
    seen = []
    for order in permutations(LESSONS):
        SpamToken.objects.all().delete()
        for lesson, is_junk in order:
            learn(lesson, is_junk)
        seen.append(book())
    assert all(one == seen[0] for one in seen)
    assert seen[0][ALL] == (2, 1)


@pytest.mark.django_db
def test_unlearning_is_the_exact_inverse_in_any_order() -> None:
    for lesson, is_junk in LESSONS[:2]:
        learn(lesson, is_junk)
    before = book()
    learn(*LESSONS[2])
    assert book() != before
    unlearn(*LESSONS[2])
    assert book() == before
    for lesson, is_junk in LESSONS[:2]:
        unlearn(lesson, is_junk)
    assert book() == {}


def test_before_enough_was_learnt_words_say_nothing() -> None:
    words = {1: "money"}
    assert judge_words(words, {1: Counts(9, 0)}, Counts(9, 100)) == (None, [])
    said, loud = judge_words(words, {1: Counts(10, 0)}, Counts(10, 100))
    assert said is not None
    assert said > 0.9
    assert loud == ["money"]


@pytest.mark.parametrize(
    ("trust", "headers", "author"),
    [
        ({"author": "failed"}, (), "a@far.example"),
        ({"author": "unproven"}, ("Reply-To: x@other.example",), "a@far.example"),
        ({"author": "unproven"}, (), '"boss@demo.example" <a@far.example>'),
    ],
)
def test_an_untrained_filter_calls_nothing_junk_for_one_sign(
    trust: dict[str, object], headers: tuple[str, ...], author: str
) -> None:
    score = judge(message("Hi", "Hello", *headers, author=author), trust, None, [])
    assert score.value < JUNK


def test_several_signs_together_make_junk_even_untrained() -> None:
    trust = {"author": "failed", "policy": "none", "reasons": ["own_domain_unproven"]}
    author = '"boss@demo.example" <a@far.example>'
    score = judge(message("Hi", "Hello", author=author), trust, None, [])
    assert score.value >= JUNK
    assert score.is_hard
    assert score.reasons == ("author_failed", "own_domain_unproven", "name_is_other_address")


def test_ordinary_mail_has_no_reasons() -> None:
    score = judge(message("Hi", "Hello"), {"author": "proven"}, None, [])
    assert score.value < 0.15
    assert score.reasons == ()


# A collection made of words, not of anybody's mail: it shows that the filter learns what differs,
# and says nothing about how well it does on real mail.
_JUNK = "winner casino pills replica lottery urgent inheritance crypto profit cheap miracle"
_GOOD = "meeting agenda invoice project minutes schedule review contract draft lunch budget"
_BOTH = "please today the our your with from and hello best regards week new see time"


def made_up(rng: random.Random, is_junk: bool) -> ParsedMessage:
    own, other = (_JUNK, _GOOD) if is_junk else (_GOOD, _JUNK)
    words = rng.choices(own.split(), k=8) + rng.choices(other.split(), k=1)
    words += rng.choices(_BOTH.split(), k=25)
    rng.shuffle(words)
    author = f"p{rng.randrange(40)}@{'offers' if is_junk else 'partner'}{rng.randrange(9)}.example"
    return message(" ".join(words[:4]), " ".join(words), author=author)


@pytest.mark.django_db
def test_it_learns_a_made_up_collection() -> None:
    rng = random.Random(7)
    for number in range(120):
        learn(made_up(rng, number % 2 == 0), number % 2 == 0)
    trust = {"author": "unproven"}
    junk = [score_of(made_up(rng, True), trust) for _ in range(100)]
    good = [score_of(made_up(rng, False), trust) for _ in range(100)]
    assert sum(one.value >= JUNK for one in junk) >= 98
    assert sum(one.value >= SUSPICIOUS for one in good) == 0
    assert junk[0].reasons[0].startswith("words: ")


@pytest.mark.django_db
def test_scoring_takes_two_queries(django_assert_num_queries: object) -> None:
    learn(*LESSONS[0])
    with django_assert_num_queries(2):  # type: ignore[operator]
        score_of(LESSONS[0][0], {})
    assert counts_of(tokens_of(LESSONS[0][0]))[ALL] == Counts(1, 0)
