"""Mail from outside: every recipient is checked before the body, the author is judged, and 250
means filed and durable.
"""

import asyncio
import logging
from collections.abc import Callable

from aiosmtpd.smtp import SMTP, Envelope, Session

from bureau.platform import limits
from bureau.platform.config import Endpoint, config
from bureau.platform.mime import one_line

from ..actions.take_in import Envelope as Arriving
from ..actions.take_in import check_recipient, take_in
from ..certificate import tls_context
from .connection import Connection, notify_of
from .server import MOST_RECIPIENTS, TRY_LATER, Listener, judged, listen, peer_of, reply_of

log = logging.getLogger(__name__)

MESSAGES_PER_MINUTE = 3_000
EXTENSIONS = ["250-PIPELINING", "250-ENHANCEDSTATUSCODES", "250-DSN", "250-CHUNKING"]
BAD_NOTIFY = "501 5.5.4 NOTIFY is NEVER, or some of SUCCESS, FAILURE and DELAY"


class Intake:
    """The handler of one connection."""

    protocol = "ESMTP"

    def __init__(self) -> None:
        self.notify: dict[str, str] = {}

    async def handle_EHLO(
        self,
        server: Connection,
        session: Session,
        envelope: Envelope,
        hostname: str,
        lines: list[str],
    ) -> list[str]:
        """Offer what is there; nobody signs in here."""
        session.host_name = hostname
        kept = [line for line in lines if not line.startswith("250-AUTH")]
        return [*kept[:-1], *EXTENSIONS, kept[-1]]

    async def handle_exception(self, error: Exception) -> str:
        """Ask to try again: whatever broke is ours, and the peer keeps the message."""
        log.error("an SMTP connection failed", exc_info=error)
        return TRY_LATER

    async def handle_AUTH(
        self, server: SMTP, session: Session, envelope: Envelope, args: list[str]
    ) -> str:
        """Refuse to sign anybody in."""
        return "503 5.5.1 Sign in on the submission port"

    async def handle_MAIL(
        self,
        server: Connection,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Begin a message, within the limit per peer."""
        self.notify = {}
        reply = await reply_of(session, _begin, peer_of(session))
        if reply.startswith("250"):
            # The library wants something here that is not empty.
            envelope.mail_from = address or "<>"
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
        """Accept addresses of ours that may get this mail; never relay."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        notify = notify_of(server.parameters)
        if notify is None:
            return BAD_NOTIFY
        sender = sender_of(envelope)
        reply = await reply_of(session, check_recipient, address, peer_of(session), sender)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
            self.notify[address] = notify
        else:
            await server.refused()
        return reply

    async def handle_DATA(self, server: Connection, session: Session, envelope: Envelope) -> str:
        """Judge and store the message and file it for every recipient, then say so."""
        content = envelope.original_content or b""
        arriving = self.arriving(server, session, envelope)
        verdict = await judged(content, arriving.facts)
        return await reply_of(session, take_in, content, arriving, verdict)

    def arriving(self, server: Connection, session: Session, envelope: Envelope) -> Arriving:
        """Return what the conversation said."""
        return Arriving(
            sender=sender_of(envelope),
            recipients=tuple(dict.fromkeys(envelope.rcpt_tos)),
            peer=peer_of(session),
            hello=one_line(str(session.host_name or ""))[:255],
            is_encrypted=server.is_encrypted,
            protocol=self.protocol,
            notify=dict(self.notify),
        )


def sender_of(envelope: Envelope) -> str:
    """Return the return path; empty for the null sender."""
    sender = one_line(envelope.mail_from or "")[:320]
    return "" if sender == "<>" else sender


def _begin(peer: str) -> str:
    limits.take("mail.smtp.peer", peer, MESSAGES_PER_MINUTE, 60)
    return "250 2.1.0 Ok"


async def serve_intake(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Take mail in until `stop` is set."""
    listener = Listener(endpoint or config().smtp, Intake, context=tls_context())
    await listen(stop, listener, listening)
