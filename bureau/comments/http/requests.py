"""Who calls a route of comments: somebody signed in, or a guest who shows a link."""

from dataclasses import replace

from django.http import HttpRequest

from bureau.comments.kinds import Visit
from bureau.people import GUEST
from bureau.people.http.auth import signed_in
from bureau.platform import limits
from bureau.platform.context import current
from bureau.platform.errors import SignInRequired

MOST_NAME = 60
GUEST_COMMENTS, PER_S = 30, 600


class VisitRequest(HttpRequest):
    """A request whose route demanded `visit`."""

    auth: Visit


def visit(request: HttpRequest) -> Visit:
    """Admit who is signed in, and who shows a link: `X-Bureau-Link` or `?link=`, with the name of
    the guest in `X-Bureau-Guest` or `?guest=`. The product judges the link.
    """
    link = request.headers.get("X-Bureau-Link") or request.GET.get("link", "")
    try:
        return Visit(signed_in(request), link, request.COOKIES)
    except SignInRequired:
        if not link:
            raise
    given = request.headers.get("X-Bureau-Guest") or request.GET.get("guest", "")
    name = " ".join(given.split())[:MOST_NAME]
    return Visit(replace(GUEST, name=name or GUEST.name), link, request.COOKIES)


def limit_guest(request: VisitRequest) -> None:
    """Let one address without an account say only so much: a link may be anywhere by now."""
    if not request.auth.actor.person_id:
        address = current().address or str(request.META.get("REMOTE_ADDR", ""))
        limits.take("comments.guest", address, GUEST_COMMENTS, PER_S)
