"""Replaying and discarding dead letters, with a line in the record."""

from collections.abc import Iterable

from django.db import transaction

from bureau.platform import events, jobs


@transaction.atomic
def replay(ids: Iterable[int] | None) -> int:
    """Try dead letters again, all when no ids are given; return how many. Emits `jobs.replayed`."""
    chosen = _chosen(ids)
    _announce("jobs.replayed", chosen)
    return jobs.replay(chosen)


@transaction.atomic
def discard(ids: Iterable[int]) -> int:
    """Delete dead letters; return how many. Emits `jobs.discarded`."""
    chosen = _chosen(ids)
    _announce("jobs.discarded", chosen)
    return jobs.discard(chosen)


def _chosen(ids: Iterable[int] | None) -> dict[int, str]:
    dead = jobs.dead_jobs()
    return dict((dead if ids is None else dead.filter(id__in=set(ids))).values_list("id", "name"))


def _announce(name: str, chosen: dict[int, str]) -> None:
    if chosen:
        events.emit(
            name,
            stream="jobs",
            subject=("jobs", "dead"),
            payload={"count": len(chosen)},
            changes={"jobs": [sorted(set(chosen.values())), len(chosen)]},
        )
