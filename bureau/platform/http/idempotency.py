"""Idempotency-Key on POST: the whole request and its key are one transaction, so a retry finds
either the stored answer or nothing done. A concurrent twin waits for the first at the key's row.
"""

from collections.abc import Callable
from functools import cache

from blake3 import blake3
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.module_loading import import_string

from bureau.platform.errors import BadInput, Refusal
from bureau.platform.ids import new_id

from .models import StoredAnswer
from .problems import problem_response

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PATHS = ("/api/", "/jmap")
# A repetition of these may well end differently, and should.
PASSING = frozenset({401, 403, 408, 409, 425, 429})
NOT_KEPT = frozenset({"set-cookie", "x-request-id"})


class KeyReused(BadInput):
    """The key already stands for another request."""

    code = "idempotency_key_reused"
    title = "This Idempotency-Key was used for a different request. Make a new key."


class BadKey(BadInput):
    """The key cannot be used."""

    code = "idempotency_key_bad"
    title = "An Idempotency-Key has 1 to 255 characters."


class KeyedBodyTooLarge(Refusal):
    """The body cannot be compared with a retry's."""

    status = 413
    code = "idempotency_body_too_large"
    title = "A request with an Idempotency-Key is small. Send large content as a resumable upload."


class IdempotencyMiddleware:
    """Stands inside of authentication: a key belongs to its caller."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key")
        if key is None or request.method != "POST" or not request.path.startswith(PATHS):
            return self._get_response(request)
        if not 0 < len(key) <= 255 or "\0" in key:
            return problem_response(BadKey())
        # Read before the transaction: a slow sender must not hold the database.
        try:
            fingerprint = _fingerprint(request)
        except RequestDataTooBig:
            return problem_response(KeyedBodyTooLarge())
        owner = _owner_of()(request)
        with transaction.atomic():
            mine, stored = _reserve(owner, key, fingerprint)
            if stored.id != mine:
                return _replay(stored, fingerprint)
            response = self._get_response(request)
            _keep(stored, response)
        return response


def _reserve(owner: str, key: str, fingerprint: str) -> tuple[str, StoredAnswer]:
    """Write the key's row unless there is one, waiting for a concurrent writer; return our id and
    the row.
    """
    row = StoredAnswer(id=new_id(), owner=owner, key=key, request_hash=fingerprint)
    StoredAnswer.objects.bulk_create([row], ignore_conflicts=True)
    return row.id, StoredAnswer.objects.get(owner=owner, key=key)


def _replay(stored: StoredAnswer, fingerprint: str) -> HttpResponse:
    if stored.request_hash != fingerprint:
        return problem_response(KeyReused())
    response = HttpResponse(bytes(stored.body), status=stored.status)
    for name, value in stored.headers.items():
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _keep(stored: StoredAnswer, response: HttpResponseBase) -> None:
    """Store the answer, or take everything back when the request failed."""
    if response.status_code >= 500 or connection.needs_rollback:
        transaction.set_rollback(True)
        return
    if response.status_code in PASSING or not isinstance(response, HttpResponse):
        stored.delete()
        return
    stored.status = response.status_code
    stored.body = response.content
    stored.headers = {
        name: value for name, value in response.items() if name.lower() not in NOT_KEPT
    }
    stored.save(update_fields=["status", "body", "headers"])


def _fingerprint(request: HttpRequest) -> str:
    head = f"{request.method}\n{request.get_full_path()}\n{request.content_type}\n"
    return blake3(head.encode() + request.body).hexdigest()


@cache
def _owner_of() -> Callable[[HttpRequest], str]:
    owner_of: Callable[[HttpRequest], str] = import_string(settings.IDEMPOTENCY_OWNER)
    return owner_of
