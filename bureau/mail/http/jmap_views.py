"""The HTTP side of JMAP (RFC 8620): session, API, upload, download."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError

from bureau.people import Actor
from bureau.platform import limits
from bureau.platform.errors import Forbidden, Refusal
from bureau.platform.http.problems import problem_response
from bureau.platform.live import channel_of

from ..actions.upload import store_upload
from ..blob_ids import find_blob, message_blob_id
from ..models import Account
from ..policies import check_reads, check_reads_mail, may_write, readable_accounts
from .jmap.methods import METHODS
from .jmap.protocol import LARGEST_REQUEST, LARGEST_UPLOAD, Exchange, RequestError, run_request
from .jmap.push_events import wishes_of, written_wishes
from .jmap.session import describe_session, session_state
from .signing_in import caller_of

REQUESTS_PER_MINUTE = 1_200
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox"

View = Callable[..., HttpResponse]


def endpoint(*allowed: str) -> Callable[[View], View]:
    """Make a view of JMAP: methods, sign-in, a token's scope, refusals as problem documents."""

    def decorate(view: View) -> View:
        @csrf_exempt
        def wrapped(request: HttpRequest, **path: str) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponse(status=405, headers={"Allow": ", ".join(allowed)})
            try:
                actor = caller_of(request)
                check_reads_mail(actor)
                return view(request, actor, **path)
            except Refusal as refusal:
                return _refused(request, refusal)
            except HttpError as error:
                return _refused(request, Forbidden(str(error)))

        return wrapped

    return decorate


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    response = problem_response(refusal)
    # Without the header a browser would ask for a password in a dialog of its own.
    if refusal.status == 401 and "Authorization" in request.headers:
        response["WWW-Authenticate"] = 'Basic realm="mail"'
    return response


@endpoint("GET")
def session(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The session object."""
    return _json(describe_session(actor, request.build_absolute_uri("/").rstrip("/")))


@endpoint("POST")
def api(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Run method calls."""
    limits.take("mail.jmap", actor.person_id, REQUESTS_PER_MINUTE, 60)
    exchange = Exchange(actor, readable_accounts(actor), is_read_only=not may_write(actor))
    try:
        document = _body(request)
        state = session_state(exchange.accounts)
        return _json(run_request(document, exchange, METHODS, state))
    except RequestError as error:
        return _problem(error)


def _problem(error: RequestError) -> HttpResponse:
    problem = {"type": error.kind, "status": error.status, "detail": error.detail}
    return JsonResponse(
        {**problem, **error.members},
        status=error.status,
        content_type="application/problem+json",
    )


def _body(request: HttpRequest) -> object:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
        raise RequestError("limit", "The request is too large.", limit="maxSizeRequest")
    if request.content_type != "application/json":
        raise RequestError("notJSON", "Send application/json.")
    try:
        body = request.read(LARGEST_REQUEST + 1)
        if len(body) > LARGEST_REQUEST:
            raise RequestError("limit", "The request is too large.", limit="maxSizeRequest")
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise RequestError("notJSON", "The body is not JSON.") from None


def _json(document: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(document),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


@endpoint("POST")
def upload(request: HttpRequest, actor: Actor, account_id: str) -> HttpResponse:
    """Store a file for a draft or an import."""
    check_reads(actor, account_id)
    if not may_write(actor):
        raise Forbidden()
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_UPLOAD:
        return _problem(_too_large())
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not _TYPE.fullmatch(media_type):
        media_type = "application/octet-stream"
    try:
        row = store_upload(actor, account_id, _chunks(request), media_type)
    except RequestError as error:
        return _problem(error)
    return _json(
        {
            "accountId": account_id,
            "blobId": message_blob_id(row.blob),
            "type": row.media_type,
            "size": row.size_bytes,
        },
        201,
    )


def _too_large() -> RequestError:
    title = "The file is too large for a mail. Share it from Drive."
    return RequestError("limit", title, 413, limit="maxSizeUpload", title=title)


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    total = 0
    while chunk := request.read(256 * 1024):
        total += len(chunk)
        if total > LARGEST_UPLOAD:
            raise _too_large()
        yield chunk


@endpoint("GET", "HEAD")
def download(
    request: HttpRequest, actor: Actor, account_id: str, blob_id: str, name: str
) -> HttpResponse:
    """Send a message, a part or an upload; never run, never with our origin."""
    check_reads(actor, account_id)
    content = find_blob(account_id, blob_id)
    wanted = request.GET.get("type", "").lower()
    media_type = wanted if _TYPE.fullmatch(wanted) else content.media_type
    if not _TYPE.fullmatch(media_type):
        media_type = "application/octet-stream"
    kind = "inline" if request.GET.get("inline") == "1" else "attachment"
    headers = {
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": CONTENT_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400, immutable",
    }
    if content.part is None:
        # The front door sends the bytes, with ranges.
        headers["X-Bureau-Blob"] = content.blob
        return HttpResponse(content_type=media_type, headers=headers)
    return HttpResponse(content.read(), content_type=media_type, headers=headers)


@endpoint("GET")
def event_source(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Stream state changes of all accounts that the caller reads; the front door sends them."""
    query = {name: request.GET[name] for name in request.GET}
    headers = {
        "X-Bureau-Live": channel_of(actor.person_id),
        "X-Bureau-Live-As": written_wishes(wishes_of(query), _missed(request, actor)),
    }
    return HttpResponse(content_type="text/event-stream", headers=headers)


def _missed(request: HttpRequest, actor: Actor) -> dict[str, str]:
    """Return the states that a client which comes back did not hear of."""
    last = request.headers.get("Last-Event-ID")
    if not last:
        return {}
    known = dict(one.partition("=")[::2] for one in last.split(","))
    rows = Account.objects.filter(pk__in=readable_accounts(actor)).values_list("pk", "modseq")
    states = {account_id: str(modseq) for account_id, modseq in rows}
    return {one: state for one, state in states.items() if known.get(one) != state}
