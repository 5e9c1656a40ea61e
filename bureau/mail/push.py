"""Telling the clients of a person at an address of theirs that mail changed (RFC 8620 §7.2)."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from django.db.models import QuerySet
from django.utils import timezone

from bureau.people import Person, actor_for
from bureau.platform import jobs
from bureau.platform.db import prepared
from bureau.platform.http.outgoing import Unreachable, post
from bureau.platform.http.web_push import encrypt, receiver_of

from .models import Account, Change, PushSubscription
from .policies import readable_accounts
from .upkeep import push_changes, verify_push

LONGEST = timedelta(days=7)
"""A subscription ends unless its client renews it."""
AT_ONCE = 12
"""Accounts in one message: what push services carry has an end (`web_push.MOST_BYTES`)."""
_GONE = (404, 410)
_PAUSES = [timedelta(minutes=pause) for pause in (1, 5, 30, 120, 480)]
_TTL_S = 86_400


def tell(account_id: str, readers: Collection[str]) -> None:
    """Enqueue what the readers' subscriptions are told. One query where there are none."""
    # Changes of one second are told together, after it.
    second = int(timezone.now().timestamp()) + 1
    when = datetime.fromtimestamp(second, UTC)
    for subscription_id in _verified(set(readers)):
        push_changes.at(when, key=f"mail.push:{subscription_id}:{second}").enqueue(
            subscription_id=subscription_id
        )


@prepared
def _verified(readers: set[str]) -> QuerySet[PushSubscription, str]:
    found = PushSubscription.objects.filter(person_id__in=readers, is_verified=True)
    return found.values_list("id", flat=True)


def verify(subscription_id: str, failures: int) -> None:
    """Send the code that proves that the address wants to be told."""
    row = PushSubscription.objects.filter(id=subscription_id, is_verified=False).first()
    if row is None:
        return
    message = {
        "@type": "PushVerification",
        "pushSubscriptionId": row.id,
        "verificationCode": row.code,
    }
    if not _send(row, message):
        _again(row, verify_push, failures)


def push(subscription_id: str, failures: int) -> None:
    """Tell a subscription what changed since it was last told; nothing once it is over."""
    rows = PushSubscription.objects.filter(id=subscription_id, is_verified=True)
    row = rows.filter(expires_at__gt=timezone.now()).select_related("person").first()
    if row is None:
        return
    states = states_of(row.person)
    found = {one: _changed(row, one, state) for one, state in states.items()}
    changed = [(one, types) for one, types in found.items() if types]
    parts = [dict(changed[at : at + AT_ONCE]) for at in range(0, len(changed), AT_ONCE)]
    if all(_send(row, {"@type": "StateChange", "changed": part}) for part in parts):
        rows.update(told=states)
    else:
        _again(row, push_changes, failures)


def forget_old() -> None:
    """Remove subscriptions that are over. One statement."""
    PushSubscription.objects.filter(expires_at__lte=timezone.now()).delete()


def states_of(person: Person) -> dict[str, int]:
    """Return the states of all accounts that a person reads; none of one who left."""
    if person.state != Person.State.ACTIVE:
        return {}
    accounts = readable_accounts(actor_for(person))
    rows = Account.objects.filter(person_id__in=list(accounts))
    return dict(rows.values_list("person_id", "modseq"))


def _changed(row: PushSubscription, account_id: str, state: int) -> dict[str, str]:
    before = row.told.get(account_id, state)
    if before == state:
        return {}
    changes = Change.objects.filter(account_id=account_id, modseq__gt=before)
    kinds = set(changes.values_list("kind", flat=True).distinct())
    wanted = kinds if row.types is None else kinds & set(row.types)
    return dict.fromkeys(sorted(wanted), str(state))


def _send(row: PushSubscription, message: Mapping[str, Any]) -> bool:
    """Post to the subscription's address; one that is gone for good is forgotten."""
    body, headers = orjson.dumps(message), {"Content-Type": "application/json", "TTL": str(_TTL_S)}
    if row.keys:
        body = encrypt(body, receiver_of(row.keys["p256dh"], row.keys["auth"]))
        headers["Content-Type"] = "application/octet-stream"
        headers["Content-Encoding"] = "aes128gcm"
    try:
        post(row.url, body, headers)
    except Unreachable as problem:
        if problem.status in _GONE:
            row.delete()
        return False
    return True


def _again(row: PushSubscription, job: jobs.JobKind[...], failures: int) -> None:
    """Try later, each time after a longer pause; in the end the address counts as gone."""
    if not row.pk:
        return
    if failures >= len(_PAUSES):
        row.delete()
        return
    when = timezone.now() + _PAUSES[failures]
    job.at(when).enqueue(subscription_id=row.id, failures=failures + 1)
