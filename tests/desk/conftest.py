"""A service team with its queue, an agent, a customer outside, and mail that arrives for real."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import count

import pytest
from django.utils import timezone

from bureau import access, desk, people
from bureau.desk.actions.queues import set_role
from bureau.desk.models import Queue, Ticket, TicketMessage
from bureau.mail.actions.deliver import deliver
from bureau.mail.actions.file_email import fingerprint_of
from bureau.mail.actions.open_account import open_account
from bureau.mail.events import Arrival
from bureau.mail.tests.mail_servers import Stranger
from bureau.mail.tests.mail_servers import outside as listening
from bureau.people import SYSTEM, Person
from bureau.people.person_fields import RoleText
from bureau.platform import blobs, mime
from bureau.platform.config import config

CUSTOMER = "nora@buyer.example"


@dataclass(frozen=True)
class Team:
    """The queue and those around it."""

    queue: Queue
    agent: Person
    viewer: Person
    stranger: Person
    admin: Person

    @property
    def address(self) -> str:
        return self.queue.account.email


def _person(name: str, role: RoleText = "member") -> Person:
    email = f"{name.lower()}@demo.example"
    return people.create_person(SYSTEM, people.NewPerson(email, name, state="active", role=role))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    """The mail host of everybody outside."""
    host = Stranger()
    with listening(host) as url:
        monkeypatch.setenv("BUREAU_SMARTHOST", url)
        config.cache_clear()
        yield host
    monkeypatch.undo()
    config.cache_clear()


@pytest.fixture
def team(db: None, world: Stranger) -> Team:
    shared = people.NewPerson("care@demo.example", "Seller care", kind="shared", state="active")
    account = people.create_person(SYSTEM, shared)
    open_account(account)
    queue = desk.create_queue(SYSTEM, "Seller care", "SC", account.id)
    agent, viewer = _person("Lena"), _person("Viktor")
    set_role(SYSTEM, queue.id, agent.id, access.Role.EDITOR)
    set_role(SYSTEM, queue.id, viewer.id, access.Role.VIEWER)
    admin = _person("Ada", role="admin")
    return Team(Queue.objects.get(id=queue.id), agent, viewer, _person("Sam"), admin)


def deliver_outside(raw: bytes, envelope: str, account: Person) -> None:
    """Let a mail from outside arrive in a mailbox, as the SMTP door does."""
    message = mime.parse(raw)
    arrival = Arrival(
        blob=blobs.put(raw),
        message=message,
        fingerprint=fingerprint_of(raw, message),
        envelope_from=envelope,
        received_at=timezone.now(),
        is_internal=False,
    )
    deliver(arrival, [(account.id, account.email)])


@dataclass(frozen=True)
class Outside:
    """Mail from the world, and what the world got."""

    team: Team
    drain: Callable[[], int]
    numbers: "count[int]"

    def write(self, **fields: str) -> str:
        """Deliver a mail to the queue and let the desk work; return its Message-ID without
        brackets.
        """
        message = EmailMessage()
        message["Message-ID"] = f"<{next(self.numbers)}@buyer.example>"
        message["From"] = fields.pop("From", f"Nora Buyer <{CUSTOMER}>")
        message["To"] = fields.pop("To", self.team.address)
        message["Subject"] = fields.pop("Subject", "Where is my phone?")
        envelope = fields.pop("envelope", CUSTOMER)
        text, files = fields.pop("text", "It did not arrive."), fields.pop("file", "")
        message.set_content(text)
        if files:
            message.add_attachment(files.encode(), "text", "plain", filename="order.txt")
        for name, value in fields.items():
            del message[name.replace("_", "-")]
            message[name.replace("_", "-")] = value
        self.deliver(message.as_bytes(), envelope)
        return str(message["Message-ID"]).strip("<>")

    def deliver(self, raw: bytes, envelope: str = CUSTOMER) -> None:
        deliver_outside(raw, envelope, self.team.queue.account)
        self.drain()


@pytest.fixture
def outside(team: Team, drain: Callable[[], int]) -> Outside:
    return Outside(team, drain, count(1))


def only_ticket() -> Ticket:
    return Ticket.objects.get()


def kinds(ticket: Ticket) -> list[str]:
    return list(
        TicketMessage.objects.filter(ticket=ticket).order_by("id").values_list("kind", flat=True)
    )
