"""The public page of a confidential message.

It works without scripts. Colleagues who were addressed are known by their session; others
get in by the link, with a code where the author wants one. What is shown is asked anew for each
request. Unknown links are 404; an address that the message was not sent to is told what all are.
"""

import hmac
import time
from dataclasses import dataclass
from hashlib import blake2s
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bureau.people import actor_of
from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.errors import Forbidden, SignInRequired, TooManyRequests
from bureau.platform.http.language import Language
from bureau.platform.mime import Part, part_content

from ..actions.passcode import MINUTES, ask_for_code, use_code
from ..confidential import (
    PATH,
    PICTURES,
    content_of,
    files_of,
    find_by_token,
    is_addressed,
    is_over,
    outsiders,
)
from ..models import ConfidentialMail, Email
from ..policies import check_reads_mail, readable_accounts
from ..public_words import date_text, word
from ..remote_images import small_blob
from ..safe_html import safe_page
from .public import language_wanted, say, show

COOKIE = "bureau-confidential"
OPEN_S = 3_600
"""How long a code opens the message for."""
LARGEST_PICTURE = 40 << 20
_BODY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
_PRIVATE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_LOOK = (
    "<style>body{-webkit-user-select:none;user-select:none}@media print{body{display:none}}</style>"
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the page of a message that exists."""

    request: HttpRequest
    language: Language
    mail: ConfidentialMail
    accounts: frozenset[str]
    """That the caller's session reads; none without one."""

    @property
    def is_author(self) -> bool:
        """Whether it is the author, or somebody who reads its account."""
        return self.mail.account_id in self.accounts

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{PATH}{self.mail.token}"

    def shown(self) -> Email | None:
        """Return the content if this visitor may read it now."""
        email = content_of(self.mail)
        if self.is_author:
            return email
        if email is None or is_over(self.mail):
            return None
        return email if self._is_let_in() else None

    def _is_let_in(self) -> bool:
        if self.accounts and is_addressed(self.mail, self.accounts):
            return True
        outside = outsiders(self.mail)
        if not self.mail.needs_passcode:
            return bool(outside)
        return _email_of(self.request, self.mail) in outside


def _visit(request: HttpRequest, token: str) -> Visit | None:
    mail = find_by_token(token)
    if mail is None:
        return None
    try:
        actor = actor_of(request)
        check_reads_mail(actor)
        accounts = frozenset(readable_accounts(actor))
    except (SignInRequired, Forbidden):
        accounts = frozenset()
    return Visit(request, language_wanted(request), mail, accounts)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the message, or ask for a code; a POST asks for one or gives it."""
    visit = _visit(request, token)
    if visit is None:
        return say(request, "unknown", 404)
    email = visit.shown()
    if email is not None:
        return _letter(visit, email)
    if is_over(visit.mail) or content_of(visit.mail) is None:
        return say(request, "over", 410)
    if not outsiders(visit.mail):
        return _ask(visit, step="inside")
    if request.method == "POST":
        return _post(visit)
    return _ask(visit)


def _letter(visit: Visit, email: Email) -> HttpResponse:
    mail, language = visit.mail, visit.language
    people = [*email.addresses.get("to", ()), *email.addresses.get("cc", ())]
    context = {
        "url": visit.url,
        "subject": email.subject or word(language, "no_subject"),
        "author": (email.addresses.get("from") or [{"name": "", "email": ""}])[0],
        "to": ", ".join(one["name"] or one["email"] for one in people),
        "sent": date_text(email.received_at, language),
        "until": word(language, "until", date=date_text(mail.expires_at, language)),
        "is_author": visit.is_author,
        "is_over": is_over(mail),
        "files": files_of(email, mail),
    }
    return show(visit.request, "letter", context)


def _post(visit: Visit) -> HttpResponse:
    email = visit.request.POST.get("email", "").strip().lower()[:320]
    code = visit.request.POST.get("code")
    caller = visit.request.META.get("REMOTE_ADDR", "")
    try:
        validate_email(email)
        if code is None:
            ask_for_code(visit.mail, email, visit.language, caller)
            return _ask(visit, step="code", email=email)
        if not use_code(visit.mail, email, code[:100], caller):
            return _ask(visit, step="code", email=email, problem="wrong", status=422)
    except ValidationError:
        return _ask(visit, email=email, problem="not_email", status=422)
    except TooManyRequests:
        return _ask(visit, email=email, problem="too_many", status=429)
    return _let_in(visit, email)


def _ask(
    visit: Visit, *, step: str = "email", email: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "url": visit.url,
        "step": step,
        "email": email,
        "problem": word(visit.language, problem) if problem else "",
        "asked": word(visit.language, "asked", email=email, minutes=MINUTES),
        "sign_in": f"/sign-in?next={quote(visit.url)}",
    }
    return show(visit.request, "ask", context, status)


def _let_in(visit: Visit, email: str) -> HttpResponse:
    ends = int(time.time()) + OPEN_S
    response = HttpResponseRedirect(visit.url, status=303)
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        COOKIE,
        f"{ends}.{_mark(visit.mail, email, ends)}.{email}",
        max_age=OPEN_S,
        path=visit.url,
        secure=visit.request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _email_of(request: HttpRequest, mail: ConfidentialMail) -> str:
    """Return the address whose code this browser gave within the last hour; empty for none."""
    ends, _, rest = request.COOKIES.get(COOKIE, "").partition(".")
    mark, _, email = rest.partition(".")
    if not ends.isdecimal() or len(ends) > 12 or int(ends) < time.time():
        return ""
    return email if hmac.compare_digest(mark, _mark(mail, email, int(ends))) else ""


def _mark(mail: ConfidentialMail, email: str, ends: int) -> str:
    key = config().secret_key.encode()[:32]
    text = f"{mail.id} {mail.token} {ends} {email}"
    return blake2s(text.encode(), key=key, digest_size=16, person=b"mailopen").hexdigest()


@require_http_methods(["GET"])
def body(request: HttpRequest, token: str) -> HttpResponse:
    """Give the text of the message for a frame; it loads nothing, pictures of the web neither."""
    visit = _visit(request, token)
    email = visit.shown() if visit else None
    if email is None:
        return HttpResponse(status=404, headers=_PRIVATE)
    shown = safe_page(blobs.read(email.blob)).html.replace("</head>", f"{_LOOK}</head>", 1)
    return HttpResponse(
        shown,
        content_type="text/html; charset=utf-8",
        headers={**_PRIVATE, "Content-Security-Policy": _BODY_POLICY},
    )


@require_http_methods(["GET"])
def picture(request: HttpRequest, token: str, section: str) -> HttpResponse:
    """Show an attached picture, made anew; other files are withheld."""
    visit = _visit(request, token)
    email = visit.shown() if visit else None
    part = _picture_part(email, section) if email else None
    if email is None or part is None or part.size_bytes > LARGEST_PICTURE:
        return HttpResponse(status=404, headers=_PRIVATE)
    content = part_content(blobs.read(email.blob), part)
    blob = small_blob(email.blob, section, content, (2000, 2000))
    if not blob:
        return HttpResponse(status=404, headers=_PRIVATE)
    headers = {
        **_PRIVATE,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Bureau-Blob": blob,
    }
    return HttpResponse(content_type="image/webp", headers=headers)


def _picture_part(email: Email, section: str) -> Part | None:
    parts = Part.from_json(email.structure.get("root", {})).walk()
    found = (one for one in parts if one.section == section and one.media_type in PICTURES)
    return next(found, None)
