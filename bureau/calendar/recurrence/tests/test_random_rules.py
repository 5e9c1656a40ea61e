"""Random rules against the slow oracle, from the start, from anywhere, and with an end."""

from datetime import datetime, timedelta
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from bureau.calendar.recurrence import Day, Frequency, Rule, instances

from .oracle import oracle

WINDOW = {
    Frequency.YEARLY: timedelta(days=1200),
    Frequency.MONTHLY: timedelta(days=500),
    Frequency.WEEKLY: timedelta(days=150),
    Frequency.DAILY: timedelta(days=100),
    Frequency.HOURLY: timedelta(days=6),
    Frequency.MINUTELY: timedelta(hours=30),
    Frequency.SECONDLY: timedelta(minutes=20),
}
starts = st.datetimes(datetime(1995, 1, 1), datetime(2035, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)


def some(low: int, high: int, most: int = 3) -> st.SearchStrategy[tuple[int, ...]]:
    """Nothing, or a few numbers of a range without 0 where it has negative ones."""
    numbers = st.integers(low, high).filter(lambda number: number != 0 or low == 0)
    return st.one_of(
        st.just(()), st.sets(numbers, min_size=1, max_size=most).map(lambda few: tuple(sorted(few)))
    )


@st.composite
def rules(draw: st.DrawFn, freq: Frequency) -> Rule:
    """A rule with parts that RFC 5545 allows for its frequency."""
    is_yearly, is_long = freq == Frequency.YEARLY, freq <= Frequency.MONTHLY
    by_week = draw(some(-53, 53)) if is_yearly else ()
    ordinals = st.integers(-5, 5) if is_long and not by_week else st.just(0)
    days = st.sets(st.builds(Day, ordinals, st.integers(0, 6)), max_size=3)
    is_short = freq >= Frequency.HOURLY
    rule = Rule(
        freq,
        interval=draw(st.integers(1, 4)),
        bymonth=draw(some(1, 12)) if not is_short else (),
        byweekno=by_week,
        byyearday=draw(some(-366, 366)) if is_yearly and not by_week else (),
        bymonthday=draw(some(-31, 31)) if freq != Frequency.WEEKLY and not is_short else (),
        byday=tuple(sorted(draw(days))) if not is_short or draw(st.booleans()) else (),
        byhour=draw(some(0, 23)),
        byminute=draw(some(0, 59)),
        bysecond=draw(some(0, 59)),
        wkst=draw(st.integers(0, 6)),
    )
    parts = (rule.byday, rule.bymonthday, rule.byyearday, rule.byhour, rule.byminute)
    if not any(parts):
        return rule
    return Rule(**(vars(rule) | {"bysetpos": draw(some(-4, 4, 2))}))


any_rule = st.sampled_from(list(Frequency)).flatmap(rules)


@settings(max_examples=100, deadline=None)
@given(rule=any_rule, start=starts)
def test_a_rule_gives_what_asking_each_time_gives(rule: Rule, start: datetime) -> None:
    end = start + WINDOW[rule.freq]
    expected = oracle(rule, start, end)
    assert list(instances(rule, start, until=end - timedelta(seconds=1))) == expected


@settings(max_examples=50, deadline=None)
@given(rule=any_rule, start=starts, skipped=st.integers(0, 5_000))
def test_beginning_later_gives_the_same_times(rule: Rule, start: datetime, skipped: int) -> None:
    end = start + WINDOW[rule.freq]
    after = start + WINDOW[rule.freq] * skipped / 5_000
    everything = instances(rule, start, until=end)
    assert list(instances(rule, start, until=end, after=after)) == [
        moment for moment in everything if moment >= after
    ]


@settings(max_examples=50, deadline=None)
@given(rule=any_rule, start=starts, count=st.integers(1, 12), skipped=st.integers(0, 5_000))
def test_count_counts_from_the_start(rule: Rule, start: datetime, count: int, skipped: int) -> None:
    end = start + WINDOW[rule.freq]
    after = start + WINDOW[rule.freq] * skipped / 5_000
    counted = Rule(**(vars(rule) | {"count": count}))
    first = list(islice(instances(rule, start, until=end), count))
    assert list(instances(counted, start, until=end)) == first
    assert list(instances(counted, start, until=end, after=after)) == [
        moment for moment in first if moment >= after
    ]


@given(rule=any_rule)
def test_a_rule_says_of_itself_what_it_reads(rule: Rule) -> None:
    assert Rule.parse(rule.to_text()) == rule


@given(text=st.text(alphabet="FREQDAILYWKMONTHBCUSP=;,0123456789-+Z ", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for candidate in (text, f"FREQ=DAILY;{text}", f"FREQ=YEARLY;BYDAY={text}"):
        try:
            rule = Rule.parse(candidate)
        except ValueError:
            continue
        assert len(list(islice(instances(rule, datetime(2026, 1, 1)), 3))) <= 3
