"""Sending from mail programs: sign-in with an app password or a token, own addresses only, a copy
among the sent mail; on request later (RFC 4865) and with reports (RFC 3461).
"""

import asyncio
import base64
import binascii
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bureau.people import Person
from bureau.platform import limits
from bureau.platform.config import Endpoint, config
from bureau.platform.errors import Refusal, TooManyRequests
from bureau.platform.ids import new_id
from bureau.platform.mime import parse, prepend_headers

from ..actions.hold import LONGEST
from ..actions.hold_handed_in import hold_handed_in
from ..actions.open_account import open_account
from ..actions.send import Letter, Wishes, is_address, send
from ..certificate import tls_context
from ..sasl import REFUSED_BEARER, by_bearer, by_password, read_bearer, read_plain
from ..sending_rights import on_behalf_of
from ..trust.fields import as_crlf
from .connection import Connection, notify_of, xtext
from .intake import BAD_NOTIFY, EXTENSIONS
from .server import MOST_RECIPIENTS, TRY_LATER, Listener, in_thread, is_loopback, listen, reply_of

log = logging.getLogger(__name__)

MESSAGES_PER_HOUR = 1_000
NOT_SIGNED_IN = "530 5.7.0 Sign in first"
NOT_YOURS = "553 5.7.1 You may not send as this address"
BAD_TIME = "501 5.5.4 The time to send at cannot be read, or is too far ahead"
LATER = "454 4.7.0 Try again later"


@dataclass(slots=True)
class _Wishes:
    """What the program asked for beside sending."""

    until: datetime | None = None
    returns: str = ""
    envelope_id: str = ""
    notify: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)


class Submission:
    """The handler of one connection."""

    def __init__(self) -> None:
        self.wishes = _Wishes()

    async def auth_PLAIN(self, server: SMTP, args: list[str]) -> AuthResult:
        """Sign in with RFC 4616: authorisation identity, name, password."""
        given = await _initial(server, args)
        if given is None:
            return AuthResult(success=False)
        read = read_plain(given)
        if read is None:
            return AuthResult(success=False, handled=False)
        return await self._sign_in(server, by_password, *read)

    async def auth_LOGIN(self, server: SMTP, args: list[str]) -> AuthResult:
        """Sign in the way old programs do: name, then password."""
        name = _decoded(args[1]) if len(args) > 1 else await server.challenge_auth("Username:")
        if not isinstance(name, bytes):
            return AuthResult(success=False)
        password = await server.challenge_auth("Password:")
        if not isinstance(password, bytes):
            return AuthResult(success=False)
        words = name.decode("utf-8", "replace"), password.decode("utf-8", "replace")
        return await self._sign_in(server, by_password, *words)

    async def auth_OAUTHBEARER(self, server: SMTP, args: list[str]) -> AuthResult:
        """Sign in with a token (RFC 7628)."""
        given = await _initial(server, args)
        if given is None:
            return AuthResult(success=False)
        bearer = read_bearer(given)
        if bearer is None:
            return AuthResult(success=False, handled=False)
        result = await self._sign_in(server, by_bearer, bearer)
        if not result.success and not result.message:
            # The reason goes in one more challenge, which the program answers with nothing.
            await server.challenge_auth(REFUSED_BEARER)
        return result

    auth_XOAUTH2 = auth_OAUTHBEARER

    async def _sign_in(
        self, server: SMTP, verify: Callable[..., Person | None], *words: object
    ) -> AuthResult:
        assert server.session is not None
        try:
            person = await in_thread(server.session, verify, *words)
        except TooManyRequests:
            return AuthResult(success=False, handled=False, message=LATER)
        if person is None:
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=person)

    async def handle_exception(self, error: Exception) -> str:
        """Ask to try again: whatever broke is ours."""
        log.error("a submission connection failed", exc_info=error)
        return TRY_LATER

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        """Offer what is there."""
        session.host_name = hostname
        later = f"250-FUTURERELEASE {int(LONGEST.total_seconds())} {_latest()}"
        return [*lines[:-1], *EXTENSIONS, later, lines[-1]]

    async def handle_MAIL(
        self,
        server: Connection,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Begin a message as one of the addresses that the person may send from."""
        person: object = session.auth_data if session.authenticated else None
        if not isinstance(person, Person):
            return NOT_SIGNED_IN
        wishes = _wishes(server.parameters)
        if wishes is None:
            return BAD_TIME
        self.wishes = wishes
        reply = await reply_of(session, _begin, person, address)
        if reply.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply

    async def handle_RCPT(
        self,
        server: Connection,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Accept every address; what cannot be delivered comes back as a report."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not is_address(address):
            return "501 5.1.3 This is not an address"
        notify = notify_of(server.parameters)
        if notify is None:
            return BAD_NOTIFY
        self.wishes.notify[address] = notify
        self.wishes.originals[address] = xtext(server.parameters.get("ORCPT", ""))[:500]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Send the message."""
        person: object = session.auth_data
        if not isinstance(person, Person):
            return NOT_SIGNED_IN
        content = as_crlf(envelope.original_content or b"")
        recipients = tuple(envelope.rcpt_tos)
        return await reply_of(session, _submit, person, content, recipients, self.wishes)


async def _initial(server: SMTP, args: list[str]) -> bytes | None:
    """Return what comes with the command, or is asked for; None when the sign-in was ended."""
    if len(args) > 1:
        return b"" if args[1] == "=" else _decoded(args[1]) or b""
    answer = await server.challenge_auth("")
    return answer if isinstance(answer, bytes) else None


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _latest() -> str:
    return (timezone.now() + LONGEST).strftime("%Y-%m-%dT%H:%M:%SZ")


def _wishes(parameters: Mapping[str, str]) -> _Wishes | None:
    """Read the parameters of MAIL; None when the time in them is no good."""
    returns = parameters.get("RET", "").upper()
    wishes = _Wishes(
        returns=returns if returns in ("FULL", "HDRS") else "",
        envelope_id=xtext(parameters.get("ENVID", ""))[:100],
    )
    now = timezone.now()
    if "HOLDFOR" in parameters and parameters["HOLDFOR"].isdigit():
        seconds = min(int(parameters["HOLDFOR"]), 1 << 31)
        wishes.until = now + timedelta(seconds=seconds)
    elif "HOLDUNTIL" in parameters:
        wishes.until = _moment(parameters["HOLDUNTIL"])
    is_asked = "HOLDFOR" in parameters or "HOLDUNTIL" in parameters
    if is_asked and (wishes.until is None or wishes.until > now + LONGEST):
        return None
    return wishes


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _begin(person: Person, address: str) -> str:
    limits.take("mail.submission", person.id, MESSAGES_PER_HOUR, 3600)
    still_active = Person.objects.filter(id=person.id, state=Person.State.ACTIVE).exists()
    may = still_active and on_behalf_of(person.id, person.id, address) is not None
    return "250 2.1.0 Ok" if may else NOT_YOURS


def _submit(person: Person, content: bytes, recipients: tuple[str, ...], wishes: _Wishes) -> str:
    message = parse(content)
    authors = message.addresses("from")
    rights = [on_behalf_of(person.id, person.id, one.email) for one in authors]
    if not authors or None in rights:
        return NOT_YOURS
    fresh = []
    if not message.message_id:
        fresh.append(("Message-ID", f"<{new_id()}@{config().domain}>"))
    if message.sent_at is None and not message.all("date"):
        fresh.append(("Date", timezone.now().strftime("%a, %d %b %Y %H:%M:%S +0000")))
    if True in rights and not message.all("sender"):
        fresh.append(("Sender", person.email))
    if fresh:
        content = prepend_headers(content, fresh)
        message = parse(content)
    open_account(person)
    letter = Letter(
        account_id=person.id,
        raw=content,
        message=message,
        author=authors[0].email.lower(),
        recipients=recipients,
        is_automatic=message.header("auto-submitted").lower() not in ("", "no"),
        wishes=Wishes(wishes.notify, wishes.originals, wishes.returns, wishes.envelope_id),
    )
    return _sent(letter, wishes.until)


def _sent(letter: Letter, until: datetime | None) -> str:
    try:
        if until is not None and until > timezone.now():
            hold_handed_in(letter, until)
            return f"250 2.0.0 Held until {until:%Y-%m-%dT%H:%M:%SZ}"
        send(letter)
    except TooManyRequests:
        raise
    except Refusal as refusal:
        return f"554 5.6.0 {refusal.detail}"
    return "250 2.0.0 Sent"


async def serve_submission(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Take messages from mail programs until `stop` is set.

    Passwords are taken without TLS only where nobody but this machine can listen in.
    """
    where = endpoint or config().submission
    plain = is_loopback(where.host)
    listener = Listener(where, Submission, context=tls_context(), allows_plain_auth=plain)
    await listen(stop, listener, listening)


async def serve_submissions(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Take messages over TLS from the first byte until `stop` is set."""
    where = endpoint or config().submissions
    listener = Listener(where, Submission, context=tls_context(), is_implicit_tls=True)
    await listen(stop, listener, listening)
