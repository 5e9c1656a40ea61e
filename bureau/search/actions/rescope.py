"""Let others find objects than before."""

from collections.abc import Iterable

from django.db import transaction

from ..index import index
from ..models import Entry

AT_ONCE = 500


def rescope(kind: str, object_ids: Iterable[str], scope: str) -> None:
    """Give the entries of these objects another scope, in the caller's transaction."""
    wanted = list(object_ids)
    with transaction.atomic():
        for start in range(0, len(wanted), AT_ONCE):
            _rescope(kind, wanted[start : start + AT_ONCE], scope)


def _rescope(kind: str, object_ids: list[str], scope: str) -> None:
    entries = Entry.objects.filter(kind=kind, object_id__in=object_ids).exclude(scope=scope)
    rows = list(entries.values_list("id", "kind", "scope"))
    index().rescope(rows, scope)
    Entry.objects.filter(id__in=[entry_id for entry_id, _, _ in rows]).update(scope=scope)
