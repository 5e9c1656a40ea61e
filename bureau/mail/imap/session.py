"""The state of one connection, and carrying out its commands. Runs on a thread, one command at a
time; what it yields is sent as it comes.
"""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Literal

from bureau.people import Actor, Person
from bureau.platform.errors import Refusal

from ..errors import NoSuchAccount
from ..policies import may_write, readable_accounts
from .replies import Bye, Done, No, line
from .scanner import BadSyntax, Scanner
from .selected import Selected

State = Literal["not signed in", "signed in", "selected", "logout"]
Answer = Generator[bytes, None, Done]
Handler = Callable[["Session", Scanner], Answer]

LOOK_AGAIN_S = 30.0
CAPABILITIES = (
    "IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR ID ENABLE IDLE NAMESPACE UIDPLUS MOVE UNSELECT CHILDREN"
    " LIST-EXTENDED LIST-STATUS SPECIAL-USE CREATE-SPECIAL-USE STATUS=SIZE CONDSTORE QRESYNC"
    " ESEARCH SEARCHRES WITHIN MULTIAPPEND BINARY OBJECTID PREVIEW REPLACE UTF8=ACCEPT"
)
LARGEST_MESSAGE = 50 << 20


@dataclass(frozen=True, slots=True)
class Command:
    """What a command is called and where it may be given."""

    handler: Handler
    states: tuple[State, ...]
    expunges: bool = True
    """Whether the numbers of messages may change before it is completed."""


COMMANDS: dict[str, Command] = {}


def command(name: str, *states: State, expunges: bool = True) -> Callable[[Handler], Handler]:
    """Register the handler of a command."""

    def register(handler: Handler) -> Handler:
        COMMANDS[name] = Command(handler, states or ("signed in", "selected"), expunges)
        return handler

    return register


@dataclass(slots=True)
class Session:
    """One connection's state."""

    actor: Actor | None = None
    still_valid: Callable[[], bool] = lambda: True
    """Looks again whether the password or token is good."""
    selected: Selected | None = None
    enabled: set[str] = field(default_factory=set)
    found: list[int] = field(default_factory=list)
    """The uids of the last SEARCH that was saved (RFC 5182)."""
    _notices: list[bytes] = field(default_factory=list)
    _looked_at: float = 0.0
    _accounts: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """Where the session is (RFC 9051 section 3)."""
        if self.actor is None:
            return "not signed in"
        return "selected" if self.selected else "signed in"

    @property
    def is_utf8(self) -> bool:
        """Whether names and headers are UTF-8 on the wire."""
        return bool({"IMAP4REV2", "UTF8=ACCEPT"} & self.enabled)

    @property
    def person_id(self) -> str:
        """Who is signed in."""
        assert self.actor is not None
        return self.actor.person_id

    def sign_in(self, actor: Actor, still_valid: Callable[[], bool]) -> None:
        """Begin to act for a person."""
        self.actor, self.still_valid = actor, still_valid
        self._looked_at = time.monotonic()

    def accounts(self) -> dict[str, str]:
        """Return the accounts that the person reads, each with its address; looked up twice a
        minute.
        """
        self.look_again()
        return self._readable()

    def _readable(self) -> dict[str, str]:
        if not self._accounts:
            assert self.actor is not None
            ids = readable_accounts(self.actor)
            rows = Person.objects.filter(id__in=list(ids)).values_list("id", "email")
            self._accounts = dict(rows)
        return self._accounts

    def look_again(self) -> None:
        """End the session of somebody who may not go on; at most twice a minute."""
        now = time.monotonic()
        if self.actor is None or now - self._looked_at < LOOK_AGAIN_S:
            return
        self._looked_at, self._accounts = now, {}
        if not self.still_valid():
            raise Bye("You are not signed in any more")
        if self.selected and self.selected.account_id not in self._readable():
            raise Bye("The mailbox is not shared with you any more")

    def check_writes(self) -> None:
        """Refuse changes where the token does not cover them."""
        if self.actor is None or not may_write(self.actor):
            raise No("This token does not allow changes", "NOPERM")

    def leave(self) -> None:
        """Have no mailbox selected; what SEARCH saved goes with it (RFC 5182 section 2.1)."""
        self.selected = None
        self.found = []

    def here(self) -> Selected:
        """Return the selected mailbox."""
        if self.selected is None:
            raise BadSyntax("Select a mailbox first")
        return self.selected

    def writable(self) -> Selected:
        """Return the selected mailbox, if it may be changed."""
        selected = self.here()
        if selected.is_read_only:
            raise No("The mailbox was opened for reading only", "NOPERM")
        self.check_writes()
        return selected

    def carry_out(self, tag: bytes, name: str, scanner: Scanner) -> Iterator[bytes]:
        """Carry out a command: its answers, what else changed, and how it ended."""
        known = COMMANDS.get(name)
        try:
            self.look_again()
            if known is None or self.state not in known.states:
                raise BadSyntax("There is no such command" if known is None else "Not now")
            done = bytes((yield from known.handler(self, scanner)))
        except BadSyntax as error:
            done = f"BAD {error}".encode()
        except No as refusal:
            done = f"NO {refusal}".encode()
        except NoSuchAccount:
            done = b"NO [NONEXISTENT] There is no such account"
        except Refusal as refusal:
            done = f"NO {refusal.detail}".encode()
        yield b"".join(self._notices)
        self._notices.clear()
        yield from self.updates(expunges=known is None or known.expunges)
        yield tag + b" " + done + b"\r\n"

    def enable_condstore(self) -> None:
        """Tell modseqs from now on, beginning with that of the mailbox (RFC 7162 section 3.1.2)."""
        if "CONDSTORE" not in self.enabled and self.selected is not None:
            highest = self.selected.view.highest
            self._notices.append(line(f"OK [HIGHESTMODSEQ {highest}] The last change"))
        self.enabled.add("CONDSTORE")

    def updates(self, *, expunges: bool) -> Iterator[bytes]:
        """Tell what others changed in the selected mailbox."""
        if self.selected is not None:
            yield from self.selected.updates(self, expunges=expunges)
