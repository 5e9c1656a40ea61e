"""Email/get and Email/parse (RFC 8621 sections 4.2 and 4.9): lists come from columns alone; bytes
are read only for body values and header fields.
"""

from functools import partial

from bureau.platform import blobs
from bureau.platform.errors import NotFound
from bureau.platform.mime import ParsedMessage, parse, snippet_of

from ...actions.file_email import addresses_of, structure_of
from ...actions.relabel import labels_of
from ...blob_ids import Content, find_blob, inner_blob_id, part_blob_id
from ...models import Email
from .email_columns import COLUMNS, Row, described, read_rows
from .email_content import BODIES, Wish, content_of, read_wish
from .extensions import email_properties, read_extensions
from .objects import get_answer, ids_of, state_of
from .protocol import MOST_GET, Arguments, Call, MethodError

_OF_COLUMNS = frozenset(COLUMNS)
DEFAULT = {*COLUMNS, "bodyValues", "textBody", "htmlBody", "attachments"}
PARSE_DEFAULT = DEFAULT - {
    "id",
    "blobId",
    "threadId",
    "mailboxIds",
    "keywords",
    "size",
    "receivedAt",
}
MOST_PARSED = 50


def get(call: Call) -> Arguments:
    """Return messages. Three queries for lists; bodies read one blob each."""
    call.check_known(
        "ids",
        "properties",
        "bodyProperties",
        "fetchTextBodyValues",
        "fetchHTMLBodyValues",
        "fetchAllBodyValues",
        "maxBodyValueBytes",
    )
    given = ids_of(call)
    wish = read_wish(call, (*COLUMNS, *BODIES, *email_properties()), DEFAULT)
    state = state_of(call.account_id)
    ids = _all_ids(call.account_id) if given is None else given
    # Lists need no part of the tree, and reading its JSON would cost more than all the rest.
    extensions = wish.properties & email_properties().keys()
    is_list = wish.properties - extensions <= _OF_COLUMNS
    more = () if is_list else ("blob", "structure")
    rows = read_rows(call.account_id, ids, wish.properties, more)
    labels = labels_of(rows) if "mailboxIds" in wish.properties else {}
    found = [
        described(rows[one], labels.get(one, ()), wish.properties) for one in ids if one in rows
    ]
    if extensions:
        extended = read_extensions(call.account_id, list(rows), extensions)
        found = [document | extended[document["id"]] for document in found]
    if not is_list:
        found = [document | _content(rows[document["id"]], wish) for document in found]
    return get_answer(call, found, given, state)


def _all_ids(account_id: str) -> list[str]:
    rows = Email.objects.filter(account_id=account_id).values_list("id", flat=True)
    found = list(rows[: MOST_GET + 1])
    if len(found) > MOST_GET:
        raise MethodError("requestTooLarge", "Name the ids.")
    return found


def _content(row: Row, wish: Wish) -> Arguments:
    raw = blobs.read(row["blob"]) if wish.needs_bytes else b""
    return content_of(row["structure"], raw, partial(part_blob_id, row["id"]), wish)


def parse_blobs(call: Call) -> Arguments:
    """Show blobs as messages, without keeping anything."""
    call.check_known(
        "blobIds",
        "properties",
        "bodyProperties",
        "fetchTextBodyValues",
        "fetchHTMLBodyValues",
        "fetchAllBodyValues",
        "maxBodyValueBytes",
    )
    blob_ids = ids_of(call, "blobIds", MOST_PARSED)
    if blob_ids is None:
        raise MethodError("invalidArguments", "'blobIds' is missing.")
    wish = read_wish(call, (*COLUMNS, *BODIES), PARSE_DEFAULT)
    parsed: Arguments = {}
    missing, unreadable = [], []
    for blob_id in blob_ids:
        try:
            content = find_blob(call.account_id, blob_id)
        except NotFound:
            missing.append(blob_id)
            continue
        document = _parsed(blob_id, content, wish)
        if document is None:
            unreadable.append(blob_id)
        else:
            parsed[blob_id] = document
    return {
        "accountId": call.account_id,
        "parsed": parsed or None,
        "notParsable": unreadable or None,
        "notFound": missing or None,
    }


def _parsed(blob_id: str, content: Content, wish: Wish) -> Arguments | None:
    raw = content.read()
    message = parse(raw)
    if not message.headers:
        return None
    row = _row_of(message, content)
    document = described(row, (), wish.properties)
    document = {name: value for name, value in document.items() if name in wish.properties}
    nothing = ("id", "threadId", "mailboxIds", "keywords", "receivedAt")
    document.update({name: None for name in nothing if name in wish.properties})
    if "blobId" in wish.properties:
        document["blobId"] = blob_id
    return document | content_of(structure_of(message), raw, partial(inner_blob_id, blob_id), wish)


def _row_of(message: ParsedMessage, content: Content) -> Row:
    """Return the columns that the message would have if it were filed."""
    return {
        "id": None,
        "blob": content.blob,
        "thread_id": None,
        "keyword_line": " ",
        "size_bytes": message.size_bytes,
        "received_at": None,
        "message_id": message.message_id,
        "in_reply_to": list(message.in_reply_to),
        "references": list(message.references),
        "addresses": addresses_of(message),
        "subject": message.subject,
        "sent_at": message.sent_at,
        "has_attachment": any(part.disposition != "inline" for part in message.attachments),
        "snippet": snippet_of(message.text),
    }
