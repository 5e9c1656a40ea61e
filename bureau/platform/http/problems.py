"""Refusals become problem documents (RFC 9457) at the edge of the API."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from bureau.platform.errors import BadInput, NotFound, Refusal, SignInRequired


def problem_response(refusal: Refusal) -> HttpResponse:
    """Return the HTTP answer that tells of a refusal."""
    response = JsonResponse(
        refusal.problem(), status=refusal.status, content_type="application/problem+json"
    )
    retry_after_s = refusal.members.get("retry_after_s")
    if retry_after_s is not None:
        response["Retry-After"] = str(retry_after_s)
    return response


def _field_errors(error: ValidationError) -> list[dict[str, str]]:
    return [
        {"field": ".".join(str(part) for part in item["loc"][1:]), "message": item["msg"]}
        for item in error.errors
    ]


def install_problem_handlers(api: NinjaAPI) -> None:
    """Give every error of the API the one shape."""

    def refused(_request: HttpRequest, error: Any) -> HttpResponse:
        return problem_response(error)

    def invalid(_request: HttpRequest, error: Any) -> HttpResponse:
        return problem_response(BadInput(errors=_field_errors(error)))

    def absent(_request: HttpRequest, _error: Any) -> HttpResponse:
        return problem_response(NotFound())

    def anonymous(_request: HttpRequest, _error: Any) -> HttpResponse:
        return problem_response(SignInRequired())

    def plain(_request: HttpRequest, error: Any) -> HttpResponse:
        title = HTTPStatus(error.status_code).phrase
        document = {"type": "about:blank", "title": title, "status": error.status_code}
        return JsonResponse(
            {**document, "detail": str(error), "code": title.lower().replace(" ", "_")},
            status=error.status_code,
            content_type="application/problem+json",
        )

    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Http404, absent)
    api.add_exception_handler(AuthenticationError, anonymous)
    api.add_exception_handler(HttpError, plain)
