"""Tokens by which an answer to a mail finds its thread and its author."""

import secrets

from bureau.comments.models import ReplyToken

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
LENGTH = 20


def reply_token(thread_id: str, person_id: str) -> str:
    """Return the token of a person for a thread, made at first; in the caller's transaction."""
    fresh = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    found, _ = ReplyToken.objects.get_or_create(
        thread_id=thread_id, person_id=person_id, defaults={"token": fresh}
    )
    return found.token


def holder_of(token: str) -> ReplyToken | None:
    """Return whose token it is, with person and thread; None for one that is none. One query."""
    return ReplyToken.objects.select_related("person", "thread").filter(token=token).first()
