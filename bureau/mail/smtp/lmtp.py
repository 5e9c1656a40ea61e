"""Mail from a mail server of ours on this machine, by LMTP (RFC 2033): each recipient gets a reply
of its own, and that server keeps what is not filed.
"""

import asyncio
import logging
from collections.abc import Callable

from aiosmtpd.smtp import Envelope, Session

from bureau.platform.config import BadSetting, Endpoint, config

from ..actions.take_in import Envelope as Arriving
from ..actions.take_in import Incoming, Refused, admit, check_recipient, file_incoming
from ..trust.verdict import Facts, Verdict
from .connection import Connection, LocalConnection
from .intake import Intake
from .server import TRY_LATER, Listener, in_thread, is_loopback, judged, listen, reply_of

log = logging.getLogger(__name__)


class LocalIntake(Intake):
    """The handler of one connection."""

    protocol = "LMTP"

    async def handle_DATA(self, server: Connection, session: Session, envelope: Envelope) -> str:
        """Store the message once, then file it for one recipient after the other."""
        content = envelope.original_content or b""
        arriving = self.arriving(server, session, envelope)
        verdict = await judged(content, Facts("", "", arriving.sender))
        recipients = list(envelope.rcpt_tos)
        found = await in_thread(session, _admitted, content, arriving, verdict)
        if isinstance(found, str):
            return "\r\n".join([found] * len(recipients))
        replies = [await reply_of(session, _file, found, one) for one in recipients]
        return "\r\n".join(replies)


def _admitted(content: bytes, arriving: Arriving, verdict: Verdict | None) -> Incoming | str:
    """Return the stored message, or the reply that all recipients get."""
    try:
        return admit(content, arriving, verdict)
    except Refused as refused:
        return refused.reply
    except Exception:
        # The edge of the process: the other server keeps the message.
        log.exception("a message could not be stored")
        return TRY_LATER


def _file(incoming: Incoming, recipient: str) -> str:
    reply = check_recipient(recipient)
    return file_incoming(incoming, [recipient]) if reply.startswith("250") else reply


async def serve_lmtp(
    stop: asyncio.Event,
    endpoint: Endpoint | None = None,
    listening: Callable[[int], None] = lambda port: None,
) -> None:
    """Take mail in until `stop` is set; only where this machine alone can reach it."""
    where = endpoint or config().lmtp
    if where.host and not where.path and not is_loopback(where.host):
        raise BadSetting(f"BUREAU_LMTP is {where}. LMTP is for this machine: 127.0.0.1 or unix:/…")
    await listen(stop, Listener(where, LocalIntake, LocalConnection), listening)
