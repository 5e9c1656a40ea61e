"""Confidential messages for tests: sent over JMAP, opened on their page."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from bureau.platform import blobs, jobs
from bureau.platform.mime import parse

from ..http.jmap.objects import utc_text
from ..models import ConfidentialMail, Submission
from .jmap_client import Jmap

SECRET = "The bid is 42 million."
PETRA = "petra@buyers.example"


def in_days(days: float) -> str:
    """Return a moment as JMAP writes it."""
    return utc_text(timezone.now() + timedelta(days=days)) or ""


def terms(days: float = 1, *, passcode: bool = False) -> dict[str, Any]:
    """Return the property of a submission that is read for some days."""
    return {"expiresAt": in_days(days), "passcode": passcode}


def draft(jmap: Jmap, *to: str, html: str = "", **fields: Any) -> str:
    """Store a draft with the secret; return its id."""
    box = jmap.mailbox("drafts")
    parts: dict[str, Any] = {"textBody": [{"partId": "t", "type": "text/plain"}]}
    if html:
        parts["htmlBody"] = [{"partId": "h", "type": "text/html"}]
    document = {
        "mailboxIds": {box: True},
        "keywords": {"$draft": True},
        "from": [{"name": "Anna Arendt", "email": "anna@demo.example"}],
        "to": [{"email": one} for one in to],
        "subject": "The offer",
        "bodyValues": {"t": {"value": SECRET}, **({"h": {"value": html}} if html else {})},
        **parts,
        **fields,
    }
    return str(jmap.call("Email/set", create={"d": document})["created"]["d"]["id"])


def submit(jmap: Jmap, email_id: str, confidential: Any, **parameters: str) -> Any:
    """Send a draft; return the answer of EmailSubmission/set."""
    sent, drafts = jmap.mailbox("sent"), jmap.mailbox("drafts")
    (email,) = jmap.call("Email/get", ids=[email_id], properties=["to", "cc", "bcc"])["list"]
    people = [one for name in ("to", "cc", "bcc") for one in email[name] or ()]
    document = {
        "emailId": email_id,
        "identityId": jmap.call("Identity/get")["list"][0]["id"],
        "envelope": {
            "mailFrom": {"email": "anna@demo.example", "parameters": parameters},
            "rcptTo": [{"email": one["email"]} for one in people],
        },
        "confidential": confidential,
    }
    patch = {f"mailboxIds/{sent}": True, f"mailboxIds/{drafts}": None, "keywords/$draft": None}
    return jmap.call(
        "EmailSubmission/set", create={"s": document}, onSuccessUpdateEmail={"#s": patch}
    )


@dataclass(frozen=True)
class Link:
    """The public page of a message, in a browser of somebody."""

    mail: ConfidentialMail
    client: Client
    language: str = "en"

    @property
    def path(self) -> str:
        return f"/mail/confidential/{self.mail.token}"

    def get(self, more: str = "") -> "HttpResponse":
        return self.client.get(f"{self.path}{more}", headers={"Accept-Language": self.language})  # type: ignore[return-value]

    def post(self, **fields: str) -> "HttpResponse":
        headers = {"Accept-Language": self.language}
        return self.client.post(self.path, fields, headers=headers)  # type: ignore[return-value]

    def shows(self) -> bool:
        """Tell whether the content is to be seen; page and body say the same."""
        body = self.get("/body")
        seen = body.status_code == 200 and SECRET in body.content.decode()
        page = self.get()
        assert seen == ("<iframe" in page.content.decode())
        assert SECRET not in page.content.decode()
        return seen


def send_confidential(jmap: Jmap, *to: str, passcode: bool = False, **fields: Any) -> Link:
    """Send a message that is read for a day; return its page in nobody's browser."""
    made = submit(jmap, draft(jmap, *to, **fields), terms(passcode=passcode))["created"]["s"]
    return Link(ConfidentialMail.objects.get(submission_id=made["id"]), Client())


def code_mailed_to(email: str) -> str:
    """Return the code in the newest mail to an address; empty where none was mailed."""
    jobs.drain()
    rows = Submission.objects.filter(recipients__email=email, account=None).order_by("-id")
    newest = rows.first()
    found = re.search(r"\b(\d{6})\b", parse(blobs.read(newest.blob)).text) if newest else None
    return found[1] if found else ""
