"""Keyset paging: every row once, in order, whatever the page size."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from bureau.platform.blobs.models import Blob
from bureau.platform.db import decode_cursor, encode_cursor, paginate
from bureau.platform.errors import BadInput


def _fill(sizes: list[int]) -> None:
    Blob.objects.all().delete()
    Blob.objects.bulk_create(
        Blob(hash=f"h{number:03}", size_bytes=size, put_at=timezone.now())
        for number, size in enumerate(sizes)
    )


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3), max_size=25), st.integers(1, 7))
def test_pages_joined_are_the_whole_list(sizes: list[int], limit: int) -> None:
    _fill(sizes)
    order = ("-size_bytes", "hash")
    found, cursor = [], None
    while True:
        page = paginate(Blob.objects.all(), order, cursor, limit)
        found += [blob.hash for blob in page.items]
        if page.next is None:
            break
        assert len(page.items) == limit
        cursor = page.next
    assert found == list(Blob.objects.order_by(*order).values_list("hash", flat=True))


@pytest.mark.django_db
def test_a_page_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _fill([1, 2, 3])
    with django_assert_num_queries(1):
        paginate(Blob.objects.values("hash", "put_at"), ("put_at", "hash"), None, 2)


@pytest.mark.django_db
def test_times_survive_in_a_cursor() -> None:
    _fill([1, 2, 3])
    rows = Blob.objects.values("hash", "put_at")
    first = paginate(rows, ("put_at", "hash"), None, 2)
    second = paginate(rows, ("put_at", "hash"), first.next, 2)
    assert [row["hash"] for row in (*first.items, *second.items)] == ["h000", "h001", "h002"]


@pytest.mark.parametrize("cursor", ["", "nonsense", "e30", encode_cursor([1]), "///"])
def test_a_foreign_cursor_is_refused_in_words(cursor: str) -> None:
    with pytest.raises(BadInput, match="Start again from the first page"):
        decode_cursor(cursor, 2)
