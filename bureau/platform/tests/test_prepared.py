"""Prepared queries: the rows of the queryset they are written with, whatever the values."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bureau.platform.blobs.models import Blob
from bureau.platform.db import CurrentMoment, NotPreparable, prepared, read_page, seek
from bureau.platform.events.models import Event
from bureau.platform.ids import new_id

pytestmark = pytest.mark.django_db
NEWEST = ("-put_at", "hash")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@prepared
def sizes(hashes: Collection[str], *, least: int = 0) -> QuerySet[Blob, tuple[str, int]]:
    rows = Blob.objects.filter(hash__in=hashes, size_bytes__gte=least)
    return rows.order_by("hash").values_list("hash", "size_bytes")


@prepared
def since(moment: datetime | None) -> QuerySet[Blob, str]:
    rows = Blob.objects.all() if moment is None else Blob.objects.filter(put_at__gte=moment)
    return rows.order_by("hash").values_list("hash", flat=True)


@prepared
def page_of(after: tuple[Any, ...] | None, *, limit: int) -> QuerySet[Blob, Any]:
    return seek(Blob.objects.values("hash", "put_at"), NEWEST, after, limit)


@pytest.fixture(autouse=True)
def seven_blobs() -> None:
    Blob.objects.bulk_create(
        Blob(hash=f"h{n}", size_bytes=n, put_at=START + timedelta(hours=n // 2)) for n in range(7)
    )


@pytest.mark.parametrize("count", range(8))
def test_a_set_of_any_size_is_looked_up(count: int) -> None:
    wanted = {f"h{n}" for n in range(count)}
    assert sizes(wanted) == [(f"h{n}", n) for n in range(count)]


def test_a_keyword_changes_the_query() -> None:
    assert sizes(["h1", "h5"], least=2) == [("h5", 5)]
    assert sizes(["h1", "h5"], least=0) == [("h1", 1), ("h5", 5)]


def test_nothing_is_asked_of_the_database_about_an_empty_set(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert sizes([]) == []


def test_moments_and_none_are_told_apart() -> None:
    assert since(START + timedelta(hours=3)) == ["h6"]
    assert since(None) == [f"h{n}" for n in range(7)]
    assert since(START + timedelta(hours=2)) == ["h4", "h5", "h6"]


def test_pages_joined_are_the_whole_list(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    expected = list(Blob.objects.order_by(*NEWEST).values("hash", "put_at"))
    found, cursor = [], None
    with django_assert_num_queries(4):
        for _ in range(4):
            page = read_page(lambda after: page_of(after, limit=2), NEWEST, cursor, 2)
            found += page.items
            cursor = page.next
    assert (found, cursor) == (expected, None)


def test_rows_are_models_too() -> None:
    @prepared
    def blobs(least: int) -> QuerySet[Blob]:
        return Blob.objects.filter(size_bytes__gte=least).order_by("hash")

    expected = list(Blob.objects.filter(size_bytes__gte=5).order_by("hash"))
    assert [blob.__dict__ | {"_state": 0} for blob in blobs(5)] == [
        blob.__dict__ | {"_state": 0} for blob in expected
    ]


def test_groups_are_counted() -> None:
    @prepared
    def counts(beginning: str) -> QuerySet[Blob, tuple[Any, ...]]:
        rows = Blob.objects.filter(hash__gte=beginning)
        return rows.values_list("put_at").annotate(n=Count("hash")).order_by("put_at")

    assert counts("h3") == [
        (START + timedelta(hours=hours), count) for hours, count in ((1, 1), (2, 2), (3, 1))
    ]


def test_a_clock_or_an_id_that_would_stay_is_refused() -> None:
    ours = new_id()

    @prepared
    def of_ours(least: int) -> QuerySet[Blob]:
        return Blob.objects.filter(Q(hash=ours) | Q(size_bytes__gte=least))

    @prepared
    def until_now(least: int) -> QuerySet[Blob]:
        return Blob.objects.filter(put_at__lt=timezone.now(), size_bytes__gte=least)

    for read in (of_ours, until_now):
        with pytest.raises(NotPreparable, match="Give it as a value"):
            read(1)


def test_a_value_that_does_not_arrive_as_it_is_is_refused() -> None:
    @prepared
    def containing(word: str) -> QuerySet[Blob]:
        return Blob.objects.filter(hash__contains=word)

    with pytest.raises(NotPreparable, match="as it was given"):
        containing("h")
    with pytest.raises(NotPreparable, match="bool"):
        since(True)  # type: ignore[arg-type]


def test_a_number_for_a_small_column_is_found_or_refused_never_nothing() -> None:
    @prepared
    def of_depth(depth: int) -> QuerySet[Event, int]:
        return Event.objects.filter(depth=depth).values_list("depth", flat=True)

    @prepared
    def of_depth_and_no_kind(depth: int) -> QuerySet[Event, int]:
        return Event.objects.filter(depth=depth, name__in=[]).values_list("depth", flat=True)

    Event.objects.create(name="test.happened", stream="test", root_id=new_id())
    if connection.vendor == "postgresql":
        with pytest.raises(NotPreparable, match="small column"):
            of_depth(0)
    else:
        assert of_depth(0) == [0]
    assert of_depth_and_no_kind(0) == []


def test_the_present_is_that_of_the_call() -> None:
    @prepared
    def past(_: str | None) -> QuerySet[Blob, str]:
        return Blob.objects.filter(put_at__lte=CurrentMoment()).values_list("hash", flat=True)

    def later() -> list[str]:
        return list(Blob.objects.filter(put_at__gt=CurrentMoment()).values_list("hash", flat=True))

    Blob.objects.all().delete()
    for number in range(3):
        Blob.objects.create(hash=f"n{number}", size_bytes=0, put_at=timezone.now())
        assert (len(past(None)), later()) == (number + 1, [])
    Blob.objects.create(hash="soon", size_bytes=0, put_at=timezone.now() + timedelta(hours=1))
    assert (len(past(None)), later()) == (3, ["soon"])
