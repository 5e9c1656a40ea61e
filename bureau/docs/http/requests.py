"""Who calls a route of docs: somebody signed in, somebody with a link, or both."""

from dataclasses import replace

from django.http import HttpRequest

from bureau import drive
from bureau.access import Link
from bureau.docs.policies import Caller
from bureau.people import GUEST, Actor
from bureau.people.http.auth import signed_in
from bureau.platform import limits
from bureau.platform.context import current
from bureau.platform.errors import SignInRequired

MOST_NAME = 60


class CallerRequest(HttpRequest):
    """A request whose route demanded `caller`."""

    auth: Caller


class SignedRequest(HttpRequest):
    """A request whose route demanded `signed_in`."""

    auth: Actor


def caller(request: HttpRequest) -> Caller:
    """Admit who is signed in, and who holds a link: `X-Bureau-Link` or `?link=`, with the name of
    the guest in `X-Bureau-Guest` or `?guest=`.
    """
    link = _link(request)
    try:
        return Caller(signed_in(request), link)
    except SignInRequired:
        if link is None:
            raise
    return Caller(_guest(request), link)


def _guest(request: HttpRequest) -> Actor:
    given = request.headers.get("X-Bureau-Guest") or request.GET.get("guest", "")
    return replace(GUEST, name=" ".join(given.split())[:MOST_NAME] or GUEST.name)


def _link(request: HttpRequest) -> Link | None:
    token = request.headers.get("X-Bureau-Link") or request.GET.get("link")
    if not token:
        return None
    address = current().address or str(request.META.get("REMOTE_ADDR", ""))
    limits.take("drive.link", address, 600, 60)
    return drive.opened_link(token, request.COOKIES)
