"""A message as a page of its own for a frame without scripts: its policy lets it load nothing."""

from django.http import HttpRequest, HttpResponse

from bureau.people import Actor
from bureau.platform import blobs
from bureau.platform.errors import NotFound

from ..models import Email
from ..policies import readable_accounts
from ..safe_html import safe_page
from .jmap_views import endpoint

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; "
    # Links open in a tab of their own, outside of the sandbox; nothing else leaves it.
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@endpoint("GET")
def view_email(request: HttpRequest, actor: Actor, email_id: str) -> HttpResponse:
    """Return the body of a message as a safe page; `X-Blocked-Images` counts what was not
    loaded.
    """
    email = Email.objects.filter(id=email_id).first()
    if email is None or email.account_id not in readable_accounts(actor):
        raise NotFound()
    page = safe_page(blobs.read(email.blob))
    return HttpResponse(
        page.html,
        content_type="text/html; charset=utf-8",
        headers={
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, max-age=3600",
            "X-Blocked-Images": str(page.blocked_images),
        },
    )
