"""Mail from outside: every recipient is checked before the body, and 250 means filed and
durable.
"""

import asyncio
from collections.abc import Callable

from aiosmtpd.smtp import SMTP, Envelope, Session

from bureau.platform import limits
from bureau.platform.config import Endpoint, config
from bureau.platform.mime import one_line

from ..actions.take_in import Envelope as Arriving
from ..actions.take_in import check_recipient, take_in
from .certificate import tls_context
from .server import MOST_RECIPIENTS, listen, peer_of, reply_of

MESSAGES_PER_MINUTE = 3_000


class Intake:
    """The handler of one connection."""

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        """Offer pipelining; nobody signs in here."""
        session.host_name = hostname
        kept = [line for line in lines if not line.startswith("250-AUTH")]
        return [*kept[:-1], "250-PIPELINING", "250-ENHANCEDSTATUSCODES", kept[-1]]

    async def handle_AUTH(
        self, server: SMTP, session: Session, envelope: Envelope, args: list[str]
    ) -> str:
        """Refuse to sign anybody in."""
        return "503 5.5.1 Sign in on the submission port"

    async def handle_MAIL(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Begin a message, within the limit per peer."""
        reply = await reply_of(session, _begin, peer_of(session))
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
        """Accept addresses of ours that may get this mail; never relay."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        reply = await reply_of(session, check_recipient, address)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store the message and file it for every recipient, then say so."""
        content = envelope.original_content or b""
        arriving = Arriving(
            sender=one_line(envelope.mail_from or "")[:320],
            recipients=tuple(envelope.rcpt_tos),
            peer=peer_of(session),
            hello=one_line(str(session.host_name or ""))[:255],
            is_encrypted=session.ssl is not None,
        )
        return await reply_of(session, take_in, content, arriving)


def _begin(peer: str) -> str:
    limits.take("mail.smtp.peer", peer, MESSAGES_PER_MINUTE, 60)
    return "250 2.1.0 Ok"


async def serve_intake(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Take mail in until `stop` is set."""
    context = tls_context()
    await listen(stop, endpoint or config().smtp, Intake, context, listening=listening)
