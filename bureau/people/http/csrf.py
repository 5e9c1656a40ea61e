"""What a page hears whose CSRF token is missing or stale."""

from django.http import HttpRequest, HttpResponse

from bureau.platform.errors import Forbidden
from bureau.platform.http.problems import problem_response


class StalePage(Forbidden):
    """The request does not prove to come from our own pages."""

    code = "stale_page"
    title = "The page is too old. Reload it and try again."


def csrf_refused(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer as the API does. Django calls this instead of showing a page."""
    return problem_response(StalePage(why=reason))
