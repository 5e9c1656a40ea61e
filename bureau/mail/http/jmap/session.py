"""The session object: capabilities, limits, accounts (RFC 8620 section 2)."""

from collections.abc import Mapping
from typing import Any

from blake3 import blake3

from bureau.people import Actor, Person

from ...actions.hold import LONGEST
from ...actions.open_account import open_account
from ...models import Account
from ...policies import readable_accounts
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
)

_CORE = {
    "maxSizeUpload": LARGEST_UPLOAD,
    "maxConcurrentUpload": 4,
    "maxSizeRequest": LARGEST_REQUEST,
    "maxConcurrentRequests": 8,
    "maxCallsInRequest": MOST_CALLS,
    "maxObjectsInGet": MOST_GET,
    "maxObjectsInSet": MOST_SET,
    "collationAlgorithms": [],
}
_MAIL = {
    "maxMailboxesPerEmail": None,
    "maxMailboxDepth": 10,
    "maxSizeMailboxName": 200,
    "maxSizeAttachmentsPerEmail": 35 << 20,
    "emailQuerySortOptions": ["receivedAt", "sentAt", "size", "subject"],
    "mayCreateTopLevelMailbox": True,
}
_LONGEST_S = int(LONGEST.total_seconds())
_SUBMISSION = {
    "maxDelayedSend": _LONGEST_S,
    "submissionExtensions": {"FUTURERELEASE": [str(_LONGEST_S)]},
}


def describe_session(actor: Actor) -> dict[str, Any]:
    """Return the session object; opens the caller's account if nobody did yet."""
    if not Account.objects.filter(pk=actor.person_id).exists():
        open_account(Person.objects.get(id=actor.person_id))
    accounts = readable_accounts(actor)
    persons = Person.objects.in_bulk(list(accounts))
    own = actor.person_id
    return {
        "capabilities": {CORE: _CORE, MAIL: {}, SUBMISSION: {}, BUREAU: {}},
        "accounts": {
            one: _account(persons[one], may_send, one == own) for one, may_send in accounts.items()
        },
        "primaryAccounts": {MAIL: own, SUBMISSION: own},
        "username": actor.email,
        "apiUrl": "/jmap/api",
        "downloadUrl": "/jmap/download/{accountId}/{blobId}/{name}?type={type}",
        "uploadUrl": "/jmap/upload/{accountId}",
        "eventSourceUrl": "/jmap/eventsource?types={types}&closeafter={closeafter}&ping={ping}",
        "state": session_state(accounts),
    }


def _account(person: Person, may_send: bool, is_own: bool) -> dict[str, Any]:
    capabilities: dict[str, Any] = {CORE: {}, MAIL: _MAIL, BUREAU: {}}
    if may_send:
        capabilities[SUBMISSION] = _SUBMISSION
    return {
        "name": person.email,
        "isPersonal": is_own,
        "isReadOnly": False,
        "accountCapabilities": capabilities,
    }


def session_state(accounts: Mapping[str, bool]) -> str:
    """Return a value that changes with what the session object says."""
    return blake3(repr(sorted(accounts.items())).encode()).hexdigest(length=8)
