"""Keeping the index: a message's words when it is filed, its attachments' words by a job, and what
is gone taken out.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction

from bureau.platform import blobs
from bureau.platform.db import insert, upsert
from bureau.platform.mime import ParsedMessage, parse

from ..models import Email, FileText, SearchEntry, SearchTodo
from .extract import has_words_inside, words_inside
from .index import Entry, index
from .keys import make_entry
from .tokens import ATTACHMENT, SEPARATOR, Space, header_word, size_marks, token, tokens

LONGEST_BODY = 100_000
_FIELDS = (
    (Space.FROM, ("from", "sender")),
    (Space.TO, ("to",)),
    (Space.CC, ("cc",)),
    (Space.BCC, ("bcc",)),
)
AT_ONCE = 50


def put_new(email: Email, message: ParsedMessage) -> bool:
    """Index a message that is being filed; tell whether its attachments are left to the job. About
    4 queries.
    """
    put_all([(email, message, "")])
    waits = has_words_inside(message)
    if waits:
        insert(SearchTodo(email_id=email.id, account_id=email.account_id))
    return waits


def index_again(email: Email) -> None:
    """Let the next run of the job index a message anew whose moment of receipt changed: keys sort
    by it.
    """
    todo = SearchTodo(email_id=email.id, account_id=email.account_id)
    upsert([todo], unique=["email_id"], update=["account_id"])


def is_complete(account_id: str) -> bool:
    """Tell whether all of an account is indexed. One query."""
    return not SearchTodo.objects.filter(account_id=account_id).exists()


def forget(email_ids: Sequence[str]) -> None:
    """Take messages out of the index; their rows are still there. Two queries."""
    rows = SearchEntry.objects.filter(email_id__in=email_ids)
    keys = list(rows.values_list("key", flat=True))
    index().forget(keys)
    rows.delete()


def catch_up() -> bool:
    """Index some of the messages that wait, files included; tell whether more wait."""
    waiting = list(SearchTodo.objects.values_list("email_id", flat=True)[: AT_ONCE + 1])
    ids = waiting[:AT_ONCE]
    found = [
        (email, message, inside)
        for email in Email.objects.filter(id__in=ids)
        for message, inside in [_read(email)]
    ]
    with transaction.atomic():
        # A message may be gone by now; what is left is locked against being destroyed meanwhile.
        present = set(
            Email.objects.select_for_update().filter(id__in=ids).values_list("id", flat=True)
        )
        fresh = [one for one in found if one[0].id in present]
        forget([email.id for email, _, _ in fresh])
        put_all(fresh)
        texts = [FileText(email_id=email.id, text=inside) for email, _, inside in fresh if inside]
        FileText.objects.bulk_create(
            texts, update_conflicts=True, unique_fields=["email"], update_fields=["text"]
        )
        SearchTodo.objects.filter(email_id__in=ids).delete()
    return len(waiting) > AT_ONCE


def _read(email: Email) -> tuple[ParsedMessage, str]:
    raw = blobs.read(email.blob)
    message = parse(raw)
    return message, words_inside(raw, message)


def put_all(items: Iterable[tuple[Email, ParsedMessage, str]]) -> None:
    """Index messages that are not in the index, with the words of their files. A query for each,
    and about three.
    """
    entries = [
        Entry(
            make_entry(email.account_id, email.id, email.thread_id, email.received_at),
            _top(email, message),
            _body(email, message, inside),
        )
        for email, message, inside in items
    ]
    if entries:
        index().write(entries)


def _top(email: Email, message: ParsedMessage) -> list[str]:
    """Return what the header says: each field once for any search, once for its own."""
    account = email.account_id
    fields = [(space, _people(email, names)) for space, names in _FIELDS]
    fields.append((Space.SUBJECT, email.subject))
    fields.append((Space.FILE, " ".join(part.name for part in message.attachments)))
    found: list[str] = []
    for space, text in fields:
        for kind in (Space.ANY, space):
            words = tokens(kind, account, text)
            found += [*words, SEPARATOR] if words else []
    found += [*tokens(Space.LIST, account, message.header("list-id")), SEPARATOR]
    names = {header_word(name) for name, _ in message.headers}
    found += [token(Space.HEADER, account, name) for name in sorted(names)]
    marks = [ATTACHMENT] if email.has_attachment else []
    marks += size_marks(email.size_bytes)
    return found + [token(Space.MARK, account, mark) for mark in marks]


def _people(email: Email, names: Sequence[str]) -> str:
    people = [one for name in names for one in email.addresses.get(name, ())]
    return " ".join(f"{one['name']} {one['email']}" for one in people)


def _body(email: Email, message: ParsedMessage, inside: str) -> list[str]:
    account = email.account_id
    body = tokens(Space.ANY, account, message.text[:LONGEST_BODY])
    return [*body, SEPARATOR, *tokens(Space.ANY, account, inside)] if inside else body
