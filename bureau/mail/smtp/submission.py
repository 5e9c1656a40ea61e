"""Sending from mail programs: sign-in with an app password, own addresses only, a copy among the
sent mail.
"""

import asyncio
import base64
import binascii
from collections.abc import Callable

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from django.utils import timezone

from bureau.people import Person, may_send_as, verify_app_password
from bureau.platform import limits
from bureau.platform.config import Endpoint, config
from bureau.platform.errors import Refusal, TooManyRequests
from bureau.platform.ids import new_id
from bureau.platform.mime import parse, prepend_headers

from ..actions.open_account import open_account
from ..actions.send import Letter, is_address, send
from .certificate import tls_context
from .server import MOST_RECIPIENTS, in_thread, is_loopback, listen, reply_of

MESSAGES_PER_HOUR = 1_000
NOT_SIGNED_IN = "530 5.7.0 Sign in first"
NOT_YOURS = "553 5.7.1 You may not send as this address"


class Submission:
    """The handler of one connection."""

    async def auth_PLAIN(self, server: SMTP, args: list[str]) -> AuthResult:
        """Sign in with RFC 4616: authorisation identity, name, password."""
        if len(args) > 1:
            given = _decoded(args[1])
        else:
            answer = await server.challenge_auth("")
            given = answer if isinstance(answer, bytes) else None
            if given is None:
                return AuthResult(success=False)
        parts = given.split(b"\0") if given is not None else []
        if len(parts) != 3:
            return AuthResult(success=False, handled=False)
        return await self._sign_in(server, parts[1], parts[2])

    async def auth_LOGIN(self, server: SMTP, args: list[str]) -> AuthResult:
        """Sign in the way old programs do: name, then password."""
        name = _decoded(args[1]) if len(args) > 1 else await server.challenge_auth("Username:")
        if not isinstance(name, bytes):
            return AuthResult(success=False)
        password = await server.challenge_auth("Password:")
        if not isinstance(password, bytes):
            return AuthResult(success=False)
        return await self._sign_in(server, name, password)

    async def _sign_in(self, server: SMTP, name: bytes, password: bytes) -> AuthResult:
        assert server.session is not None
        email, secret = name.decode("utf-8", "replace"), password.decode("utf-8", "replace")
        try:
            person = await in_thread(server.session, verify_app_password, email, secret, "mail")
        except TooManyRequests:
            return AuthResult(success=False, handled=False, message="454 4.7.0 Try again later")
        if person is None:
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=person)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        """Offer pipelining."""
        session.host_name = hostname
        return [*lines[:-1], "250-PIPELINING", "250-ENHANCEDSTATUSCODES", lines[-1]]

    async def handle_MAIL(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Begin a message as one of the person's own addresses."""
        person: object = session.auth_data if session.authenticated else None
        if not isinstance(person, Person):
            return NOT_SIGNED_IN
        reply = await reply_of(session, _begin, person, address)
        if reply.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply

    async def handle_RCPT(
        self,
        server: SMTP,
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
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Send the message."""
        person: object = session.auth_data
        if not isinstance(person, Person):
            return NOT_SIGNED_IN
        content = envelope.original_content or b""
        return await reply_of(session, _submit, person, content, tuple(envelope.rcpt_tos))


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return None


def _begin(person: Person, address: str) -> str:
    limits.take("mail.submission", person.id, MESSAGES_PER_HOUR, 3600)
    still_active = Person.objects.filter(id=person.id, state=Person.State.ACTIVE).exists()
    return "250 2.1.0 Ok" if still_active and may_send_as(person.id, address) else NOT_YOURS


def _submit(person: Person, content: bytes, recipients: tuple[str, ...]) -> str:
    message = parse(content)
    authors = message.addresses("from")
    if not authors or not all(may_send_as(person.id, one.email) for one in authors):
        return NOT_YOURS
    if not message.message_id:
        fresh = [("Message-ID", f"<{new_id()}@{config().domain}>")]
        if message.sent_at is None:
            fresh.append(("Date", timezone.now().strftime("%a, %d %b %Y %H:%M:%S +0000")))
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
    )
    try:
        send(letter)
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
    await listen(
        stop,
        where,
        Submission,
        tls_context(),
        allows_plain_auth=is_loopback(where.host),
        listening=listening,
    )
