"""The methods that there are."""

from collections.abc import Mapping

from ...models import Change
from . import (
    copying,
    email_get,
    email_query,
    email_set,
    mailbox_query,
    mailboxes,
    push_subscriptions,
    query_changes,
    submission_query,
    submissions,
    threads,
    vacation,
)
from .changes import changes_of, mailbox_changes
from .protocol import Arguments, Call, Method, MethodError

READS: Mapping[str, Method] = {
    "Mailbox/get": mailboxes.get,
    "Mailbox/changes": mailbox_changes,
    "Mailbox/query": mailbox_query.query,
    "Mailbox/queryChanges": mailbox_query.query_changes,
    "Thread/get": threads.get,
    "Thread/changes": changes_of(Change.Kind.THREAD),
    "Email/get": email_get.get,
    "Email/parse": email_get.parse_blobs,
    "Email/changes": changes_of(Change.Kind.EMAIL),
    "Email/query": email_query.query,
    "Email/queryChanges": query_changes.email_query_changes,
    "SearchSnippet/get": threads.snippets,
    "VacationResponse/get": vacation.get,
    "Identity/get": submissions.get_identities,
    "Identity/changes": changes_of(Change.Kind.IDENTITY),
    "EmailSubmission/get": submissions.get,
    "EmailSubmission/changes": changes_of(Change.Kind.SUBMISSION),
    "EmailSubmission/query": submission_query.query,
    "EmailSubmission/queryChanges": submission_query.query_changes,
}

WRITES: Mapping[str, Method] = {
    "Blob/copy": copying.copy_blobs,
    "Mailbox/set": mailboxes.set_,
    "Email/set": email_set.set_,
    "Email/import": email_set.import_,
    "Email/copy": copying.copy_emails,
}

SPEAKS: Mapping[str, Method] = {
    "VacationResponse/set": vacation.set_,
    "Identity/set": submissions.set_identities,
    "EmailSubmission/set": submissions.set_,
}
"""What says something to others in the account's name; who may only read it may not."""


PUSH: Mapping[str, Method] = {
    "PushSubscription/get": push_subscriptions.get,
    "PushSubscription/set": push_subscriptions.set_,
}
"""Of the person alone: no account is read or changed, so tokens that may only read may use it."""


def _guarded(method: Method) -> Method:
    """Refuse changes to tokens that may only read."""

    def run(call: Call) -> Arguments:
        if call.exchange.is_read_only:
            raise MethodError("accountReadOnly")
        return method(call)

    return run


def _for_speakers(method: Method) -> Method:
    """Refuse who may not send as the account."""

    def run(call: Call) -> Arguments:
        if not call.exchange.accounts[call.account_id]:
            raise MethodError("forbidden", "You may read this account, not send as it.")
        return method(call)

    return run


METHODS: Mapping[str, Method] = {
    **READS,
    **PUSH,
    **{name: _guarded(_for_speakers(method)) for name, method in SPEAKS.items()},
    **{name: _guarded(method) for name, method in WRITES.items()},
}
