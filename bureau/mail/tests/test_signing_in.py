"""Who may call JMAP, and what the page of a message may do in a browser."""

import base64

import pytest
from django.test import Client

from bureau.people import Person, actor_for, create_app_password, create_token

from ..models import Email
from .jmap_client import USING
from .test_jmap import inbox_email, post

pytestmark = pytest.mark.django_db


def body(account: Person, method: str = "Mailbox/get", **arguments: object) -> dict[str, object]:
    calls = [[method, {"accountId": account.id, **arguments}, "c"]]
    return {"using": USING, "methodCalls": calls}


def test_a_browser_must_prove_that_the_request_comes_from_our_pages(anna: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    answer = client.post("/jmap/api", body(anna), content_type="application/json")
    assert answer.status_code == 403


def test_an_app_password_opens_mail(anna: Person) -> None:
    secret = create_app_password(actor_for(anna), anna, "App", ["mail"])[1]
    basic = base64.b64encode(f"anna@demo.example:{secret}".encode()).decode()
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/jmap/api",
        body(anna),
        content_type="application/json",
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.json()["methodResponses"][0][0] == "Mailbox/get"
    wrong = base64.b64encode(b"anna@demo.example:guess").decode()
    refused = client.get("/jmap/session", headers={"Authorization": f"Basic {wrong}"})
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"] == 'Basic realm="mail"'


def test_a_token_that_only_reads_changes_nothing(anna: Person, ben: Person) -> None:
    post(ben, anna)
    email = inbox_email(anna)
    token = create_token(actor_for(anna), anna, "Reader", ["mail.read"])[1]
    answer = Client().post(
        "/jmap/api",
        body(anna, "Email/set", destroy=[email.id]),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.json()["methodResponses"][0][1]["type"] == "accountReadOnly"
    assert Email.objects.filter(id=email.id).exists()


def test_the_page_of_a_message_is_sandboxed(anna: Person, ben: Person) -> None:
    post(ben, anna, text="<script>alert(1)</script>")
    client = Client()
    client.force_login(anna)
    answer = client.get(f"/mail/view/{inbox_email(anna).id}")
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content.decode()
