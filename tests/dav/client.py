"""A small WebDAV client in process: answers are read as clients read them."""

import base64
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from lxml import etree

from bureau.people import SYSTEM, Person, create_app_password
from bureau.platform.dav.names import CALDAV, CALENDARSERVER, CARDDAV, DAV

NAMES = {"D": DAV, "C": CALDAV, "CR": CARDDAV, "CS": CALENDARSERVER}
SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMES.items())


@dataclass(slots=True)
class DavAnswer:
    """What came back."""

    status: int
    headers: Any
    body: bytes

    @property
    def xml(self) -> Any:
        """The root of the body."""
        return etree.fromstring(self.body)

    def hrefs(self) -> list[str]:
        """The addresses of all responses, in their order."""
        return [one.text for one in self.xml.findall("D:response/D:href", NAMES)]

    def prop(self, name: str, at: int = 0) -> Any:
        """The element of a property that a response gives, None where it has not 200."""
        for propstat in self.xml.findall("D:response", NAMES)[at].findall("D:propstat", NAMES):
            if " 200 " in propstat.findtext("D:status", "", NAMES):
                found = propstat.find(f"D:prop/{name}", NAMES)
                if found is not None:
                    return found
        return None

    def text(self, name: str, at: int = 0) -> str:
        """The text of a property."""
        found = self.prop(name, at)
        assert found is not None, f"{name} is not among:\n{self.body.decode()}"
        return "".join(found.itertext())

    def statuses(self) -> dict[str, str]:
        """Status of each response that has one itself, by address."""
        found = {}
        for one in self.xml.findall("D:response", NAMES):
            status = one.find("D:status", NAMES)
            if status is not None:
                found[one.findtext("D:href", "", NAMES)] = status.text.split(" ")[1]
        return found

    @property
    def precondition(self) -> str:
        """Local name of the precondition that failed."""
        assert self.xml.tag == f"{{{DAV}}}error"
        return str(etree.QName(self.xml[0]).localname)


@dataclass(slots=True)
class DavClient:
    """Calls as one person, by app password."""

    person: Person
    headers: dict[str, str]
    client: Client = field(default_factory=Client)

    def call(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> DavAnswer:
        """Send a request; `{ns}` in a body stands for the declarations of NAMES, header names are
        written with underscores.
        """
        raw = body.replace("{ns}", SPACES) if isinstance(body, str) else body
        kind = headers.pop("Content_Type", "application/xml; charset=utf-8")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        response = self.client.generic(
            method, path, raw, content_type=kind, headers={**self.headers, **named}
        )
        return DavAnswer(response.status_code, response.headers, response.content)

    def propfind(self, path: str, *names: str, depth: int = 0, **headers: str) -> DavAnswer:
        """Ask for properties."""
        inner = "".join(f"<{name}/>" for name in names)
        body = f"<D:propfind {{ns}}><D:prop>{inner}</D:prop></D:propfind>"
        answer = self.call("PROPFIND", path, body, Depth=str(depth), **headers)
        assert answer.status == 207, answer.body
        return answer

    def report(self, path: str, body: str, depth: int = 1) -> DavAnswer:
        """Ask for a report."""
        return self.call("REPORT", path, body, Depth=str(depth))

    def put(self, path: str, body: str | bytes, **headers: str) -> DavAnswer:
        """Store an object."""
        raw = body.encode() if isinstance(body, str) else body
        return self.call("PUT", path, raw, Content_Type="text/calendar; charset=utf-8", **headers)


def client_of(person: Person) -> DavClient:
    """Return a client with an app password of its own."""
    _row, secret = create_app_password(SYSTEM, person, "Test", ["dav"])
    token = base64.b64encode(f"{person.email}:{secret}".encode()).decode()
    return DavClient(person, {"Authorization": f"Basic {token}"})
