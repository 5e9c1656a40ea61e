"""What is known of the accounts that a message arrives in, read for a whole batch at once.

About nine queries however many accounts; two more when the message names others (its thread), one
more when somebody has rules or a script.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from bureau.people import Address
from bureau.platform.db import prepared

from ..events import Arrival
from ..models import (
    BlockedSender,
    Correspondent,
    Email,
    Forwarding,
    Rule,
    SenderHint,
    SieveScript,
    ThreadKey,
)
from ..threading import keys_of
from .label_tree import LabelTree, trees_of

MOST_OF_THREAD = 200


@dataclass(slots=True)
class Receiver:
    """One account that gets the message."""

    account_id: str
    address: str
    """The recipient of the envelope."""
    labels: LabelTree
    own: frozenset[str] = frozenset()
    rules: Sequence[Rule] = ()
    script: str = ""
    """The active script that the person wrote."""
    forwardings: Sequence[Forwarding] = ()
    """Confirmed ones."""
    is_blocked: bool = False
    is_known: bool = False
    """Whether the account wrote to the author before."""
    is_muted: bool = False
    is_own_thread: bool = False
    """Whether the account wrote in the thread."""
    category: str = ""
    is_important: bool | None = None
    """Both as the person taught them for the author."""


@dataclass(slots=True)
class _Thread:
    is_muted: bool = False
    is_own: bool = False


@dataclass(slots=True)
class _Known:
    """Rows of a batch by account."""

    own: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rules: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    forwardings: dict[str, list[Forwarding]] = field(default_factory=lambda: defaultdict(list))


def receivers_of(arrival: Arrival, pairs: Sequence[tuple[str, str]]) -> dict[str, Receiver]:
    """Return what is known of each account, by account."""
    ids = [account_id for account_id, _ in pairs]
    known = _read(ids)
    scripts = dict(_scripts(ids))
    trees = trees_of(ids, with_names=[one for one in ids if one in known.rules or one in scripts])
    found = {
        account_id: Receiver(
            account_id,
            address,
            trees[account_id],
            frozenset(known.own[account_id]),
            known.rules[account_id],
            scripts.get(account_id, ""),
            known.forwardings[account_id],
        )
        for account_id, address in pairs
    }
    _note_author(arrival, found)
    for account_id, thread in _threads(arrival, ids).items():
        found[account_id].is_muted = thread.is_muted
        found[account_id].is_own_thread = thread.is_own
    return found


def _read(ids: Collection[str]) -> _Known:
    known = _Known()
    for person_id, email in _own(ids):
        known.own[person_id or ""].add(email.lower())
    for rule in _rules(ids):
        known.rules[rule.account_id].append(rule)
    for forwarding in _forwardings(ids):
        known.forwardings[forwarding.account_id].append(forwarding)
    return known


@prepared
def _own(ids: Collection[str]) -> QuerySet[Address, tuple[str | None, str]]:
    rows = Address.objects.filter(person_id__in=ids).exclude(kind=Address.Kind.SEND)
    return rows.values_list("person_id", "email")


@prepared
def _rules(ids: Collection[str]) -> QuerySet[Rule]:
    rows = Rule.objects.filter(account_id__in=ids, is_enabled=True)
    return rows.order_by("account_id", "position", "id")


@prepared
def _scripts(ids: Collection[str]) -> QuerySet[SieveScript, tuple[str, str]]:
    rows = SieveScript.objects.filter(account_id__in=ids, is_active=True)
    return rows.values_list("account_id", "text")


@prepared
def _forwardings(ids: Collection[str]) -> QuerySet[Forwarding]:
    return Forwarding.objects.filter(account_id__in=ids, confirmed_at__isnull=False)


def author_of(arrival: Arrival) -> str:
    """Return the address of the first author, lower case."""
    return next((one.email.lower() for one in arrival.message.addresses("from")), "")[:254]


def _note_author(arrival: Arrival, found: Mapping[str, Receiver]) -> None:
    author = author_of(arrival)
    if not author:
        return
    names = [author, f"@{author.rpartition('@')[2]}"]
    for account_id in _blocked(list(found), names):
        found[account_id].is_blocked = True
    for account_id in _correspondents(list(found), author):
        found[account_id].is_known = True
    for hint in _hints(list(found), author):
        found[hint.account_id].category = hint.category
        found[hint.account_id].is_important = hint.is_important


@prepared
def _blocked(ids: Collection[str], emails: Collection[str]) -> QuerySet[BlockedSender, str]:
    rows = BlockedSender.objects.filter(account_id__in=ids, email__in=emails)
    return rows.values_list("account_id", flat=True)


@prepared
def _correspondents(ids: Collection[str], email: str) -> QuerySet[Correspondent, str]:
    rows = Correspondent.objects.filter(account_id__in=ids, email=email)
    return rows.values_list("account_id", flat=True)


@prepared
def _hints(ids: Collection[str], email: str) -> QuerySet[SenderHint]:
    return SenderHint.objects.filter(account_id__in=ids, email=email)


def _threads(arrival: Arrival, ids: Collection[str]) -> dict[str, _Thread]:
    """Return what is known of the thread that the message names, by account."""
    message = arrival.message
    named = [*message.in_reply_to, *message.references]
    if not named:
        return {}
    threads = _named_threads(ids, keys_of(message.subject, named))
    found: dict[str, _Thread] = defaultdict(_Thread)
    rows = _filed(threads) if threads else ()
    for account_id, words, is_delivered in list(rows)[:MOST_OF_THREAD]:
        keywords = words.split()
        found[account_id].is_muted |= "$muted" in keywords
        found[account_id].is_own |= not is_delivered and "$draft" not in keywords
    return found


@prepared
def _named_threads(ids: Collection[str], keys: Collection[str]) -> QuerySet[ThreadKey, str]:
    rows = ThreadKey.objects.filter(account_id__in=ids, key__in=keys)
    return rows.values_list("thread_id", flat=True).distinct()


@prepared
def _filed(thread_ids: Collection[str]) -> QuerySet[Email, tuple[str, str, bool]]:
    rows = Email.objects.filter(thread_id__in=thread_ids)
    return rows.values_list("account_id", "keyword_line", "is_delivered")
