"""Background work of mail: large deliveries, sending outside, indexing, automatic answers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bureau.platform import blobs, jobs
from bureau.platform.mime import parse

from .events import Arrival


@jobs.job("mail.deliver_batch")
def deliver_batch(
    blob: str,
    size_bytes: int,
    fingerprint: str,
    envelope_from: str,
    received_at: str,
    is_internal: bool,
    receivers: Sequence[Sequence[str]],
    trust: dict[str, Any] | None = None,
) -> None:
    """File one message for some of the members of a large group."""
    from .actions.deliver import deliver_batch as deliver

    arrival = Arrival(
        blob=blobs.BlobRef(blob, size_bytes),
        message=parse(blobs.read(blob)),
        fingerprint=fingerprint,
        envelope_from=envelope_from,
        received_at=datetime.fromisoformat(received_at),
        is_internal=is_internal,
        trust=trust or {},
    )
    deliver(arrival, [(account_id, recipient) for account_id, recipient in receivers])
    blobs.release(blob)


def deliver_later(arrival: Arrival, receivers: Sequence[tuple[str, str]]) -> None:
    """Enqueue `deliver_batch`, holding on to the bytes until it ran."""
    blobs.retain(arrival.blob.hash)
    deliver_batch.enqueue(
        blob=arrival.blob.hash,
        size_bytes=arrival.blob.size_bytes,
        fingerprint=arrival.fingerprint,
        envelope_from=arrival.envelope_from,
        received_at=arrival.received_at.isoformat(),
        is_internal=arrival.is_internal,
        receivers=[list(pair) for pair in receivers],
        trust=dict(arrival.trust),
    )


@jobs.job("mail.index")
def index_email(email_id: str) -> None:
    """Put a message into the search index, or take it out when it is gone."""
    index_emails([email_id])


@jobs.job("mail.index_some")
def index_emails(email_ids: Sequence[str]) -> None:
    """Put messages into the search index, or take them out when they are gone."""
    from .search_entry import put_email

    for email_id in email_ids:
        put_email(email_id)


def _fail_bulk(bulk_id: str) -> None:
    from .actions.bulk import fail_bulk

    fail_bulk(bulk_id)


# Somebody waits for it: after five minutes it has failed, and can be undone.
@jobs.job("mail.bulk_step", attempts=6, buried=_fail_bulk)
def bulk_step(bulk_id: str) -> None:
    """Do one step of a change to very many messages."""
    from .actions.bulk import run_step

    run_step(bulk_id)


@jobs.job("mail.forget_bulk")
def forget_bulk() -> None:
    """Forget what is too old to be undone."""
    from .actions.bulk import forget_bulk as forget

    forget()


jobs.schedule(forget_bulk, timedelta(hours=1))


@jobs.job("mail.index_words", atomic=False, slow=True)
def index_words() -> None:
    """Index messages that wait, with the words inside of their attachments."""
    from .search.feed import catch_up

    if catch_up():
        index_words_soon()


def index_words_soon() -> None:
    """Enqueue `index_words`, once however many messages wait."""
    index_words.at(None, key="mail.index_words", serial="mail.index_words").enqueue()


jobs.schedule(index_words, timedelta(minutes=1))


@jobs.job("mail.transmit", atomic=False, slow=True, lease_s=900)
def transmit(submission_id: str, domain: str) -> None:
    """Hand a message to the next host for all waiting recipients of one domain."""
    from .actions.transmit import transmit_to_domain

    transmit_to_domain(submission_id, domain)


@jobs.job("mail.release", atomic=False)
def release(submission_id: str) -> None:
    """Send a held message, unless it was taken back."""
    from .actions.hold import release as release_held

    release_held(submission_id)


@jobs.job("mail.wake")
def wake(email_id: str, at: str) -> None:
    """Bring a snoozed message back to the inbox, if it is still snoozed until then."""
    from .actions.remind import wake as wake_email

    wake_email(email_id, datetime.fromisoformat(at))


@jobs.job("mail.follow_up")
def follow_up(email_id: str, at: str) -> None:
    """Bring a message back that nobody answered, if that is still wanted."""
    from .actions.remind import ask_again

    ask_again(email_id, datetime.fromisoformat(at))


@jobs.job("mail.answer")
def answer_automatically(
    email_id: str, recipient: str, script: dict[str, Any] | None = None
) -> None:
    """Send the account's automatic answer to a message, or its script's, within the budget."""
    from .actions.auto_answer import auto_answer

    auto_answer(email_id, recipient, script)


@jobs.job("mail.forward")
def forward_email(email_id: str, addresses: Sequence[str]) -> None:
    """Send an arrived message on to confirmed addresses."""
    from .actions.forward import forward_email as forward

    forward(email_id, addresses)


@jobs.job("mail.refuse")
def reject_email(email_id: str, recipient: str, reason: str) -> None:
    """Tell the author that a script refused the message."""
    from .actions.refuse_arrival import refuse_arrival

    refuse_arrival(email_id, recipient, reason)


@jobs.job("mail.learn")
def learn(email_id: str, is_junk: bool) -> None:
    """Teach the junk filter what a person said of a message."""
    from .actions.teach import learn_email

    learn_email(email_id, is_junk)


@jobs.job("mail.apply_rule")
def apply_rule(run_id: str) -> None:
    """Apply a rule to some more of the messages that are there, or undo that."""
    from .actions.apply_rule import go_on

    go_on(run_id)


@jobs.job("mail.forget_uploads")
def forget_uploads() -> None:
    """Let go of old uploads."""
    from .actions.upload import forget_uploads as forget

    forget()


jobs.schedule(forget_uploads, timedelta(hours=1))


@jobs.job("mail.forget_presence")
def forget_presence() -> None:
    """Forget who had conversations open."""
    from .actions.take_care import forget_presence as forget

    forget()


jobs.schedule(forget_presence, timedelta(hours=1))


@jobs.job("mail.forget_trace")
def forget_trace() -> None:
    """Forget old steps of messages, and what quarantine kept for too long."""
    from .actions.trace import forget_old

    forget_old()


jobs.schedule(forget_trace, timedelta(hours=1))
