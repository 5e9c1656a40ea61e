"""When a snoozed message comes back: the next of its moments, by the clocks of its zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ...sieve import SieveError, SieveMessage, Snooze, compile_script, run
from ...sieve.specs import VENDOR

CLOCK = st.times().map(lambda one: f"{one:%H:%M}")
ZONE = st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Apia"])
MOMENT = st.integers(1_577_836_800, 2_208_988_800).map(lambda one: datetime.fromtimestamp(one, UTC))


@given(
    MOMENT,
    st.lists(CLOCK, min_size=1, max_size=3).map(tuple),
    st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple),
    ZONE,
)
def test_it_is_the_next_moment_of_the_right_day_and_time(
    now: datetime, times: tuple[str, ...], weekdays: tuple[int, ...], zone: str
) -> None:
    until = Snooze(times, weekdays).until(now, zone)
    assert now < until <= now + timedelta(days=8)
    local = until.astimezone(ZoneInfo(zone))
    assert local.isoweekday() % 7 in weekdays
    written = {datetime.combine(local.date(), time.fromisoformat(one)) for one in times}
    # A time that the clocks jump over in spring comes an hour later.
    near = {abs(local.replace(tzinfo=None) - one) for one in written}
    assert min(near) <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "weekdays", "until"),
    [
        ("2026-07-06T05:59:00", (), "2026-07-06T06:00:00"),
        ("2026-07-06T06:00:00", (), "2026-07-07T06:00:00"),
        ("2026-07-06T06:00:00", (1,), "2026-07-13T06:00:00"),
        ("2026-07-10T12:00:00", (1, 2, 3, 4, 5), "2026-07-13T06:00:00"),
        ("2026-10-24T12:00:00", (), "2026-10-25T07:00:00"),
    ],
)
def test_eight_in_paris(now: str, weekdays: tuple[int, ...], until: str) -> None:
    nap = Snooze(("08:00",), weekdays or tuple(range(7)))
    found = nap.until(datetime.fromisoformat(now).replace(tzinfo=UTC), "Europe/Paris")
    assert found == datetime.fromisoformat(until).replace(tzinfo=UTC)


def test_a_zone_of_its_own_counts_more_than_the_persons() -> None:
    now = datetime(2026, 7, 6, 5, tzinfo=UTC)
    found = Snooze(("08:00",), zone="Asia/Tokyo").until(now, "Europe/Paris")
    assert found == datetime(2026, 7, 6, 23, tzinfo=UTC)


def message() -> SieveMessage:
    return SieveMessage(
        headers=[],
        size_bytes=1,
        envelope_from="",
        envelope_to="",
        now=datetime(2026, 7, 6, tzinfo=UTC),
        text="",
        has_attachment=False,
        raw_body=str,
        parts=lambda: [],
    )


def test_a_script_snoozes() -> None:
    text = f'require "{VENDOR}"; snooze :weekdays ["1", "5"] :tzid "UTC" ["08:00", "17:30"];'
    found = run([compile_script(text)], message())
    assert found.snooze == Snooze(("08:00", "17:30"), (1, 5), "UTC")
    assert not found.keeps


def test_what_is_kept_explicitly_stays_too() -> None:
    text = f'require "{VENDOR}"; keep; snooze "08:00";'
    assert run([compile_script(text)], message()).keeps


@pytest.mark.parametrize(
    "wrong",
    [
        '"25:00"',
        '"8:00"',
        "[]",
        ':weekdays ["7"] "08:00"',
        ':weekdays ["Monday"] "08:00"',
        ':tzid "Europe/Atlantis" "08:00"',
        ':tzid "../../etc/passwd" "08:00"',
    ],
)
def test_a_script_that_snoozes_until_nonsense_is_refused(wrong: str) -> None:
    with pytest.raises(SieveError):
        compile_script(f'require "{VENDOR}"; snooze {wrong};')


def test_what_variables_make_of_it_is_checked_when_it_runs() -> None:
    required = f'require ["{VENDOR}", "variables"];'
    script = compile_script(f'{required} set "at" "noon"; snooze "${{at}}";')
    with pytest.raises(SieveError):
        run([script], message())
