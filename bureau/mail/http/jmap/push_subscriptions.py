"""PushSubscription (RFC 8620 section 7.2): where clients of a person want to be told of changes.
They belong to the person, not to an account, and have no state.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from bureau.platform import limits
from bureau.platform.errors import Refusal
from bureau.platform.http.web_push import receiver_of

from ...models import PushSubscription
from ...push import LONGEST, states_of
from ...upkeep import verify_push
from .objects import Outcome, ids_of, objects_of, picked, properties_of, utc_text
from .protocol import MOST_SET, Arguments, Call, MethodError, SetError
from .push_events import TYPES

PROPERTIES = ("id", "deviceClientId", "verificationCode", "expires", "types")
_HIDDEN = ("url", "keys")
_GIVEN = ("deviceClientId", "url", "keys", "verificationCode", "expires", "types")
_CHANGEABLE = ("id", "verificationCode", "expires", "types")
MOST = 20
"""So many a person; the address of each is asked once for its consent."""
_NEW_PER_HOUR = 60


def get(call: Call) -> Arguments:
    """Return the caller's subscriptions; where they lead is never told again. One query."""
    _without_account(call, "ids", "properties")
    asked = call.arguments.get("properties")
    if isinstance(asked, list) and any(name in _HIDDEN for name in asked):
        raise MethodError("forbidden", "Addresses and keys are not shown.")
    ids, wanted = ids_of(call), properties_of(call, PROPERTIES)
    found = {row.id: _document(row) for row in _own(call)}
    present = [one for one in (found if ids is None else ids) if one in found]
    return {
        "list": [picked(found[one], wanted) for one in present],
        "notFound": [one for one in ids or () if one not in found],
    }


def _without_account(call: Call, *names: str) -> None:
    if "accountId" in call.arguments:
        raise MethodError("invalidArguments", "'accountId' is not an argument here.")
    call.check_known(*names)


def _own(call: Call) -> list[PushSubscription]:
    rows = PushSubscription.objects.filter(
        person_id=call.actor.person_id, expires_at__gt=timezone.now()
    )
    return list(rows.order_by("id"))


def _document(row: PushSubscription) -> Arguments:
    return {
        "id": row.id,
        "deviceClientId": row.device_client_id,
        "verificationCode": row.code if row.is_verified else None,
        "expires": utc_text(row.expires_at),
        "types": row.types,
    }


def set_(call: Call) -> Arguments:
    """Make, verify, renew and end subscriptions."""
    _without_account(call, "create", "update", "destroy")
    outcome = Outcome(call, "")
    with transaction.atomic():
        for key, given in objects_of(call, "create").items():
            outcome.create(key, partial(_create, call, given))
        rows = {row.id: row for row in _own(call)}
        for one, patch in objects_of(call, "update").items():
            target = call.exchange.resolve(one)
            outcome.update(target, partial(_update, rows.get(target), patch))
        for one in ids_of(call, "destroy", MOST_SET) or ():
            outcome.destroy(one, partial(_destroy, rows.get(one)))
    return outcome.objects()


def _create(call: Call, given: Arguments) -> Arguments:
    bad = sorted(set(given) - set(_GIVEN))
    bad += [name for name, is_good in _CHECKS.items() if not is_good(given.get(name))]
    if bad:
        raise SetError("invalidProperties", properties=bad)
    person_id = call.actor.person_id
    if PushSubscription.objects.filter(person_id=person_id).count() >= MOST:
        raise SetError("overQuota", "End a subscription that is not used any more.")
    try:
        limits.take("mail.push", str(person_id), _NEW_PER_HOUR, 3600)
    except Refusal:
        raise SetError("rateLimit") from None
    row = PushSubscription.objects.create(
        person_id=person_id,
        device_client_id=given["deviceClientId"],
        url=given["url"],
        keys=given.get("keys"),
        types=given.get("types"),
        code=secrets.token_urlsafe(24),
        expires_at=_expiry(given.get("expires")),
    )
    verify_push.enqueue(subscription_id=row.id)
    return {"id": row.id, "keys": row.keys, "expires": utc_text(row.expires_at)}


def _update(row: PushSubscription | None, patch: Arguments) -> None:
    if row is None:
        raise SetError("notFound")
    bad = sorted(set(patch) - set(_CHANGEABLE))
    if "types" in patch and not _is_types(patch["types"]):
        bad.append("types")
    if "id" in patch and patch["id"] != row.id:
        bad.append("id")
    code = patch.get("verificationCode", row.code)
    if not isinstance(code, str) or not secrets.compare_digest(code.encode(), row.code.encode()):
        bad.append("verificationCode")
    if bad:
        raise SetError("invalidProperties", properties=bad)
    changes: dict[str, Any] = {}
    if "expires" in patch:
        changes["expires_at"] = _expiry(patch["expires"])
    if "types" in patch:
        changes["types"] = patch["types"]
    if "verificationCode" in patch and not row.is_verified:
        changes.update(is_verified=True, told=states_of(row.person))
    # Only these columns: a job may tell it something or find its address gone at the same time.
    PushSubscription.objects.filter(pk=row.pk).update(**changes)


def _destroy(row: PushSubscription | None) -> None:
    if row is None:
        raise SetError("notFound")
    row.delete()


def _expiry(value: Any) -> datetime:
    latest = timezone.now().replace(microsecond=0) + LONGEST
    if value is None:
        return latest
    try:
        wanted = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise SetError("invalidProperties", properties=["expires"]) from None
    if wanted.tzinfo is None or wanted <= timezone.now():
        raise SetError("invalidProperties", properties=["expires"])
    return min(wanted, latest)


def _is_address(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 2000 or not value.isascii():
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None


def _is_device(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 255 and "\x00" not in value


def _are_keys(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, Mapping) or set(value) != {"p256dh", "auth"}:
        return False
    try:
        receiver_of(str(value["p256dh"]), str(value["auth"]))
    except ValueError:
        return False
    return True


def _is_absent(value: Any) -> bool:
    return value is None


def _is_types(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(one in TYPES for one in value))


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "deviceClientId": _is_device,
    "url": _is_address,
    "keys": _are_keys,
    "types": _is_types,
    "verificationCode": _is_absent,
}
