"""Idempotency-Key: a retry gets the answer of the first time, and nothing happens twice."""

import json
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from bureau.platform.http.idempotency import IdempotencyMiddleware
from bureau.platform.http.jobs import sweep_answers
from bureau.platform.http.models import StoredAnswer
from bureau.platform.jobs.models import Schedule

pytestmark = pytest.mark.django_db


class View:
    """Writes one row a call, then answers with `status`."""

    def __init__(self, status: int = 201) -> None:
        self.status = status
        self.calls = 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.calls += 1
        Schedule.objects.create(name=f"row {Schedule.objects.count()}", next_at=timezone.now())
        response = HttpResponse(json.dumps({"call": self.calls}), status=self.status)
        response["Content-Type"] = "application/json"
        response["Location"] = "/thing/1"
        response.set_cookie("secret", "cookie")
        return response


@pytest.fixture(autouse=True)
def owner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The caller is who the X-Caller header says."""
    monkeypatch.setattr(
        "bureau.platform.http.idempotency._owner_of",
        lambda: lambda request: request.headers.get("X-Caller", ""),
    )


def post(
    view: View, key: str | None, body: str = "{}", path: str = "/api/v1/x", **headers: str
) -> HttpResponse:
    given = {**({"Idempotency-Key": key} if key is not None else {}), **headers}
    request = RequestFactory().post(path, body, "application/json", headers=given)
    response = IdempotencyMiddleware(view)(request)
    assert isinstance(response, HttpResponse)
    return response


def test_a_retry_replays_the_answer() -> None:
    view = View()
    first, second = post(view, "k1"), post(view, "k1")
    assert (
        (second.status_code, second.content)
        == (first.status_code, first.content)
        == (201, b'{"call": 1}')
    )
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["Location"] == "/thing/1"
    assert not second.cookies
    assert "Set-Cookie" not in second.headers
    assert (view.calls, Schedule.objects.count()) == (1, 1)


def test_other_keys_callers_and_requests_without_key_run() -> None:
    view = View()
    post(view, "k1")
    post(view, "k2")
    post(view, "k1", **{"X-Caller": "ada"})
    post(view, None)
    post(view, None)
    assert view.calls == 5


def test_a_key_stands_for_one_request_only() -> None:
    view = View()
    post(view, "k1", '{"a": 1}')
    for response in (post(view, "k1", '{"a": 2}'), post(view, "k1", '{"a": 1}', "/api/v1/y")):
        assert response.status_code == 422
        assert json.loads(response.content)["code"] == "idempotency_key_reused"
    assert view.calls == 1


def test_a_failure_is_taken_back_and_may_be_tried_again() -> None:
    view = View(status=500)
    assert post(view, "k1").status_code == 500
    assert (Schedule.objects.count(), StoredAnswer.objects.count()) == (0, 0)
    view.status = 201
    assert post(view, "k1").status_code == 201
    assert Schedule.objects.count() == 1


def test_a_refusal_is_kept_but_not_one_that_passes() -> None:
    refused, later = View(status=422), View(status=429)
    assert [post(refused, "k1").status_code, post(refused, "k1").status_code] == [422, 422]
    assert [post(later, "k2").status_code, post(later, "k2").status_code] == [429, 429]
    assert (refused.calls, later.calls) == (1, 2)


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_bad_key_is_refused(key: str) -> None:
    view = View()
    assert post(view, key).status_code == 422
    assert view.calls == 0


def test_a_body_too_large_to_compare_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 10)
    view = View()
    assert post(view, "k1", "x" * 11).status_code == 413
    assert view.calls == 0


def test_other_paths_and_methods_pass() -> None:
    view = View()
    post(view, "k1", path="/f/form")
    post(view, "k1", path="/f/form")
    assert view.calls == 2
    assert StoredAnswer.objects.count() == 0


def test_answers_are_forgotten_after_a_day() -> None:
    view = View()
    post(view, "old")
    post(view, "new")
    StoredAnswer.objects.filter(key="old").update(created_at=timezone.now() - timedelta(hours=25))
    sweep_answers()
    assert list(StoredAnswer.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_twins_at_the_same_time_run_once() -> None:
    view = View()
    together = threading.Barrier(4)
    answers: list[bytes] = []

    def send() -> None:
        together.wait()
        answers.append(post(view, "k1").content)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (view.calls, Schedule.objects.count()) == (1, 1)
    assert answers == [b'{"call": 1}'] * 4


def test_the_middleware_stands_in_the_settings() -> None:
    response = Client().post(
        "/api/v1/nowhere", "{}", "application/json", headers={"Idempotency-Key": ""}
    )
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_bad")
