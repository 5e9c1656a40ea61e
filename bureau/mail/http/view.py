"""A message as a page of its own for a frame without scripts: its policy lets it load nothing."""

from django.http import HttpRequest, HttpResponse

from bureau.people import Actor
from bureau.platform import blobs
from bureau.platform.errors import NotFound

from ..models import Email
from ..policies import readable_accounts
from ..remote_images import proxied
from ..safe_html import safe_page
from ..settings import shows_images
from .jmap_views import endpoint

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: {pictures}; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; "
    # Links open in a tab of their own, outside of the sandbox; nothing else leaves it.
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@endpoint("GET")
def view_email(request: HttpRequest, actor: Actor, email_id: str) -> HttpResponse:
    """Return the body of a message as a safe page; `X-Blocked-Images` counts what was not
    loaded. With `images=1`, or where the person chose so, pictures come through our proxy.
    """
    email = Email.objects.filter(id=email_id).first()
    if email is None or email.account_id not in readable_accounts(actor):
        raise NotFound()
    shows = request.GET.get("images") == "1" or shows_images(actor.person_id, email)
    page = safe_page(blobs.read(email.blob), proxied if shows else None)
    # The frame has no origin of its own that 'self' could mean.
    pictures = f"{request.scheme}://{request.get_host()}/mail/images" if shows else ""
    return HttpResponse(
        page.html,
        content_type="text/html; charset=utf-8",
        headers={
            "Content-Security-Policy": POLICY.format(pictures=pictures),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, max-age=3600",
            "X-Blocked-Images": str(page.blocked_images),
        },
    )
