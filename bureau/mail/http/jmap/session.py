"""The session object: capabilities, limits, accounts (RFC 8620 section 2)."""

from collections.abc import Mapping
from typing import Any

from blake3 import blake3

from bureau.people import Actor, Person

from ...actions.hold import LONGEST
from ...actions.open_account import open_account
from ...models import Account
from ...policies import may_write, readable_accounts
from .email_order import COLLATIONS, OPTIONS
from .protocol import (
    BUREAU,
    CORE,
    LARGEST_REQUEST,
    LARGEST_UPLOAD,
    MAIL,
    MOST_CALLS,
    MOST_GET,
    MOST_SET,
    SUBMISSION,
    VACATION,
)

_CORE = {
    "maxSizeUpload": LARGEST_UPLOAD,
    "maxConcurrentUpload": 4,
    "maxSizeRequest": LARGEST_REQUEST,
    "maxConcurrentRequests": 8,
    "maxCallsInRequest": MOST_CALLS,
    "maxObjectsInGet": MOST_GET,
    "maxObjectsInSet": MOST_SET,
    "collationAlgorithms": sorted(COLLATIONS),
}
_MAIL = {
    "maxMailboxesPerEmail": None,
    "maxMailboxDepth": 10,
    "maxSizeMailboxName": 200,
    "maxSizeAttachmentsPerEmail": 35 << 20,
    "emailQuerySortOptions": list(OPTIONS),
    "mayCreateTopLevelMailbox": True,
}
_LONGEST_S = int(LONGEST.total_seconds())
_SUBMISSION = {
    "maxDelayedSend": _LONGEST_S,
    "submissionExtensions": {"FUTURERELEASE": [str(_LONGEST_S)]},
}


def describe_session(actor: Actor, site: str) -> dict[str, Any]:
    """Return the session object, its addresses below `site`; opens the caller's account if
    nobody did yet.
    """
    if not Account.objects.filter(pk=actor.person_id).exists():
        open_account(Person.objects.get(id=actor.person_id))
    accounts = readable_accounts(actor)
    persons = Person.objects.in_bulk(list(accounts))
    own = actor.person_id
    return {
        "capabilities": {CORE: _CORE, MAIL: {}, SUBMISSION: {}, VACATION: {}, BUREAU: {}},
        "accounts": {
            one: _account(persons[one], may_send, one == own, is_read_only=not may_write(actor))
            for one, may_send in accounts.items()
        },
        "primaryAccounts": {
            CORE: own,
            MAIL: own,
            SUBMISSION: own,
            VACATION: own,
            BUREAU: own,
        },
        "username": actor.email,
        "apiUrl": f"{site}/jmap/api",
        "downloadUrl": site + "/jmap/download/{accountId}/{blobId}/{name}?type={type}",
        "uploadUrl": site + "/jmap/upload/{accountId}",
        "eventSourceUrl": site
        + "/jmap/eventsource?types={types}&closeafter={closeafter}&ping={ping}",
        "state": session_state(accounts),
    }


def _account(person: Person, may_send: bool, is_own: bool, *, is_read_only: bool) -> dict[str, Any]:
    capabilities: dict[str, Any] = {CORE: {}, MAIL: _MAIL, VACATION: {}, BUREAU: {}}
    if may_send:
        capabilities[SUBMISSION] = _SUBMISSION
    return {
        "name": person.email,
        "isPersonal": is_own,
        "isReadOnly": is_read_only,
        "accountCapabilities": capabilities,
    }


def session_state(accounts: Mapping[str, bool]) -> str:
    """Return a value that changes with what the session object says."""
    return blake3(repr(sorted(accounts.items())).encode()).hexdigest(length=8)
