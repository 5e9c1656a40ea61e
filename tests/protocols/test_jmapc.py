"""JMAP of a running `bureau serve`, driven by the public client jmapc; and its event source."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jmapc
import pytest
from jmapc import Client, EmailAddress, EmailBodyPart, EmailBodyValue, EmailHeader, Ref, methods
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from tests.fixtures.server import MakeServer, Server

from .test_swaks import BUILD, ROOT

CORE = "urn:ietf:params:jmap:core"
MAIL = "urn:ietf:params:jmap:mail"


class InTheClear(HTTPAdapter):
    """jmapc asks for https alone; the server of the test has none."""

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        assert request.url
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, *args, **options)


@pytest.fixture(scope="module")
def site(make_server: MakeServer) -> tuple[Server, dict[str, str]]:
    server = make_server()
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{BUILD}"],
        env={**server.environment, "DJANGO_SETTINGS_MODULE": "bureau.composition.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return server.start(), json.loads(done.stdout.splitlines()[-1])


def client_of(site: tuple[Server, dict[str, str]], local: str) -> Client:
    server, passwords = site
    host = server.url.removeprefix("http://")
    client = Client.create_with_password(host, f"{local}@demo.example", passwords[local])
    client.requests_session.mount("https://", InTheClear())
    return client


@pytest.fixture
def anna(site: tuple[Server, dict[str, str]]) -> Client:
    return client_of(site, "anna")


@pytest.fixture
def ben(site: tuple[Server, dict[str, str]]) -> Client:
    return client_of(site, "ben")


def mailbox(client: Client, role: str) -> str:
    found = client.request(
        methods.MailboxQuery(filter=jmapc.MailboxQueryFilterCondition(role=role))
    )
    assert isinstance(found, methods.MailboxQueryResponse)
    assert isinstance(found.ids, list)
    return found.ids[0]


def listened(stream: httpx.Response) -> Iterator[tuple[str, Any]]:
    """Yield (event, data) of a server-sent stream."""
    event = "message"
    for line in stream.iter_lines():
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield event, json.loads(line.removeprefix("data: "))


def send_report(anna: Client, report: Path) -> None:
    """Write a letter with the file from Anna to Ben and send it, in one request."""
    blob = anna.upload_blob(report)
    drafts = mailbox(anna, "drafts")
    identities = anna.request(methods.IdentityGet())
    assert isinstance(identities, methods.IdentityGetResponse)
    draft = jmapc.Email(
        mail_from=[EmailAddress(name="Anna", email="anna@demo.example")],
        to=[EmailAddress(name="Ben", email="ben@demo.example")],
        subject="The quarterly report",
        keywords={"$draft": True},
        mailbox_ids={drafts: True},
        body_values={"body": EmailBodyValue(value="It is attached.")},
        text_body=[EmailBodyPart(part_id="body", type="text/plain")],
        attachments=[
            EmailBodyPart(
                blob_id=blob.id, name="report.txt", type="text/plain", disposition="attachment"
            )
        ],
        headers=[EmailHeader(name="X-Ticket", value="77")],
    )
    made, sent = anna.request(
        [
            methods.EmailSet(create={"draft": draft}),
            methods.EmailSubmissionSet(
                create={
                    "send": jmapc.EmailSubmission(
                        email_id="#draft", identity_id=str(identities.data[0].id)
                    )
                },
                on_success_update_email={
                    "#send": {f"mailboxIds/{drafts}": None, "keywords/$draft": None}
                    | {f"mailboxIds/{mailbox(anna, 'sent')}": True}
                },
            ),
        ]
    )[:2]
    assert isinstance(made.response, methods.EmailSetResponse)
    assert made.response.not_created is None
    assert isinstance(sent.response, methods.EmailSubmissionSetResponse)
    assert sent.response.not_created is None


def test_a_letter_with_a_file_is_written_sent_and_found(
    anna: Client, ben: Client, tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Sixteen batteries were replaced.\n")
    send_report(anna, report)
    found = ben.request(
        [
            methods.EmailQuery(
                filter=jmapc.EmailQueryFilterCondition(
                    text="quarterly", in_mailbox=mailbox(ben, "inbox")
                )
            ),
            methods.EmailGet(ids=Ref("/ids"), fetch_text_body_values=True),
            methods.SearchSnippetGet(
                ids=Ref("/ids", method=0), filter=jmapc.EmailQueryFilterCondition(text="quarterly")
            ),
        ]
    )
    letters, snippets = found[1].response, found[2].response
    assert isinstance(letters, methods.EmailGetResponse)
    (letter,) = letters.data
    assert letter.subject == "The quarterly report"
    assert letter.attachments
    assert letter.text_body
    assert letter.body_values
    shown = letter.body_values[str(letter.text_body[0].part_id)].value
    assert shown is not None
    assert shown.strip() == "It is attached."
    ben.download_attachment(letter.attachments[0], tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == report.read_bytes()
    assert isinstance(snippets, methods.SearchSnippetGetResponse)
    assert snippets.data[0].subject == "The <mark>quarterly</mark> report"


def test_changes_are_told_and_fetched(anna: Client) -> None:
    before = anna.request(methods.MailboxGet(ids=[]))
    assert isinstance(before, methods.MailboxGetResponse)
    assert before.state
    made = anna.request(methods.MailboxSet(create={"a": jmapc.Mailbox(name="Journeys")}))
    assert isinstance(made, methods.MailboxSetResponse)
    assert made.created
    created = made.created["a"]
    assert created is not None
    changes = anna.request(methods.MailboxChanges(since_state=before.state))
    assert isinstance(changes, methods.MailboxChangesResponse)
    assert changes.created == [created.id]


def test_the_event_source_tells_states_pings_and_ends(
    site: tuple[Server, dict[str, str]], anna: Client
) -> None:
    server, passwords = site
    auth = ("anna@demo.example", passwords["anna"])
    url = f"{server.url}/jmap/eventsource?types=Mailbox,Email&closeafter=state&ping=5"
    with httpx.Client(auth=auth, timeout=30) as http, http.stream("GET", url) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        events = listened(stream)
        assert next(events) == ("ping", {"interval": 5})
        make = methods.MailboxSet(create={"a": jmapc.Mailbox(name="Told")})
        threading.Thread(target=anna.request, args=(make,)).start()
        event, change = next(events)
        assert (event, change["@type"]) == ("state", "StateChange")
        assert list(change["changed"]) == [anna.account_id]
        assert list(change["changed"][anna.account_id]) == ["Mailbox"]
        assert list(events) == []


def test_a_client_that_comes_back_hears_what_it_missed(
    site: tuple[Server, dict[str, str]], anna: Client
) -> None:
    server, passwords = site
    auth = ("anna@demo.example", passwords["anna"])
    headers = {"Last-Event-ID": f"{anna.account_id}=1"}
    url = f"{server.url}/jmap/eventsource?types=*&closeafter=no&ping=0"
    with (
        httpx.Client(auth=auth, timeout=30, headers=headers) as http,
        http.stream("GET", url) as stream,
    ):
        event, change = next(listened(stream))
    assert event == "state"
    now = anna.request(methods.MailboxGet(ids=[]))
    assert isinstance(now, methods.MailboxGetResponse)
    assert change["changed"][anna.account_id]["Email"] == now.state


def test_parts_of_blobs_are_downloaded(
    site: tuple[Server, dict[str, str]], anna: Client, tmp_path: Path
) -> None:
    server, passwords = site
    (tmp_path / "numbers.bin").write_bytes(bytes(range(100)))
    blob = anna.upload_blob(tmp_path / "numbers.bin")
    url = f"{server.url}/jmap/download/{anna.account_id}/{blob.id}/numbers.bin"
    auth = ("anna@demo.example", passwords["anna"])
    answer = httpx.get(url, auth=auth, headers={"Range": "bytes=10-19"})
    assert (answer.status_code, answer.content) == (206, bytes(range(10, 20)))
    whole = httpx.get(url, auth=auth, params={"type": "application/x-numbers"})
    assert whole.headers["content-type"] == "application/x-numbers"
    assert "numbers.bin" in whole.headers["content-disposition"]
