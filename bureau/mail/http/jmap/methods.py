"""The methods that there are."""

from collections.abc import Mapping

from ...models import Change
from . import email_get, email_query, email_set, mailboxes, submissions, threads
from .objects import changes_of
from .protocol import Method

READS: Mapping[str, Method] = {
    "Mailbox/get": mailboxes.get,
    "Mailbox/changes": changes_of(Change.Kind.MAILBOX),
    "Mailbox/query": mailboxes.query,
    "Mailbox/queryChanges": email_query.query_changes,
    "Thread/get": threads.get,
    "Thread/changes": changes_of(Change.Kind.THREAD),
    "Email/get": email_get.get,
    "Email/parse": email_get.parse_blobs,
    "Email/changes": changes_of(Change.Kind.EMAIL),
    "Email/query": email_query.query,
    "Email/queryChanges": email_query.query_changes,
    "SearchSnippet/get": threads.snippets,
    "Identity/get": submissions.get_identities,
    "Identity/changes": changes_of(Change.Kind.IDENTITY),
    "EmailSubmission/get": submissions.get,
    "EmailSubmission/changes": changes_of(Change.Kind.SUBMISSION),
}

WRITES: Mapping[str, Method] = {
    "Mailbox/set": mailboxes.set_,
    "Email/set": email_set.set_,
    "Email/import": email_set.import_,
    "Email/copy": email_set.copy,
    "Identity/set": submissions.set_identities,
    "EmailSubmission/set": submissions.set_,
}
