"""One attempt to hand a message to the next host for the waiting recipients of a domain."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.config import config
from bureau.platform.db import prepared, update
from bureau.platform.mime import prepend_headers, remove_header

from ..delivery import pace
from ..delivery.connections import slot
from ..delivery.converse import Outcome, Parcel, transmit
from ..delivery.signer import sealed, signed
from ..ledger import writing
from ..models import Change, Recipient, Submission
from ..organisation import organisation
from ..routing import routed
from ..signing import return_path
from .bounce import is_hard, suppress, unsuppress
from .report_failure import Report, file_reports, prepare_report
from .trace import note_recipients

PATIENCE = timedelta(days=4)
DELAY_TOLD_AFTER = timedelta(hours=4)
WAIT_FOR_SLOT_S = 5.0
WAITS_MIN = (1, 5, 15, 30, 60, 120, 240, 360)


def transmit_to_domain(submission_id: str, domain: str) -> None:
    """Try once; note the outcome per recipient; come back later, or report what failed for good."""
    waiting = _waiting(submission_id, domain)
    if not waiting:
        return
    submission = waiting[0].submission
    said = routed("out", _sender(submission), [row.email for row in waiting])
    relay = said.relay or config().smarthost
    destination = relay or domain
    with slot(destination) as is_free:
        wait_s = pace.wait_s(destination, is_relay=bool(relay)) if is_free else WAIT_FOR_SLOT_S
        if wait_s:
            _again(submission, domain, timezone.now() + timedelta(seconds=wait_s))
            return
        raw = outgoing(submission, said.headers)
        outcomes: dict[str, Outcome] = {}
        for parcel in _parcels(submission, domain, waiting, raw, said.relay):
            outcomes.update(transmit(parcel))
    for outcome in outcomes.values():
        pace.heed(destination, outcome.reply)
    _note(submission, domain, waiting, outcomes)


@prepared
def _waiting(submission_id: str, domain: str) -> QuerySet[Recipient]:
    rows = Recipient.objects.filter(
        submission_id=submission_id, domain=domain, state=Recipient.State.QUEUED
    )
    return rows.select_related("submission").order_by("id")


def _sender(submission: Submission) -> str:
    return submission.author or submission.envelope_from


def outgoing(submission: Submission, headers: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return the bytes that go out: signed as ours, or sealed as passed on."""
    raw = blobs.read(submission.blob)
    if submission.is_forward:
        return prepend_headers(sealed(remove_header(raw, "Return-Path")), headers)
    raw = prepend_headers(remove_header(raw, "Return-Path"), headers)
    # A report has no author, and is signed as the host's own.
    author = submission.author or f"postmaster@{config().domain}"
    return signed(raw, author, with_ed25519=organisation().signs_ed25519)


def _parcels(
    submission: Submission, domain: str, waiting: Sequence[Recipient], raw: bytes, relay: str
) -> list[Parcel]:
    """Return what is offered: automatic mail has a return path of its own for each recipient, so
    that a report says by its address whom it is about.
    """

    def parcel(envelope_from: str, rows: Sequence[Recipient]) -> Parcel:
        return Parcel(
            raw=raw,
            envelope_from=envelope_from,
            recipients=[row.email for row in rows],
            domain=domain,
            relay=relay,
            envelope_id=submission.envelope_id,
            returns=submission.returns,
            notify={row.email: row.notify for row in rows},
            originals={row.email: row.original for row in rows},
        )

    if submission.is_automatic and submission.envelope_from:
        return [parcel(return_path(row.id), [row]) for row in waiting]
    return [parcel(submission.envelope_from, waiting)]


def _note(
    submission: Submission,
    domain: str,
    waiting: Sequence[Recipient],
    outcomes: Mapping[str, Outcome],
) -> None:
    for row in waiting:
        _judge(submission, row, outcomes[row.email])
    # Bytes are made durable ahead of the transaction, which others wait for.
    reports = _reports(submission, waiting, outcomes)
    late = _late(submission, waiting)
    with transaction.atomic():
        for row in waiting:
            update(row, "attempts", "reply", "state", "changed_at")
        for outcome, rows in _by_host(waiting, outcomes).items():
            note_recipients(submission, rows, host=outcome[0], tls=outcome[1])
        _remember_addresses(waiting)
        file_reports(*reports)
        Recipient.objects.filter(id__in=[row.id for row in late]).update(is_delay_told=True)
        if submission.account_id:
            with writing(submission.account_id) as write:
                write.changed(Change.Kind.SUBMISSION, submission.id)
        queued = [row for row in waiting if row.state == Recipient.State.QUEUED]
        if queued:
            attempt = min(max(row.attempts for row in queued), len(WAITS_MIN)) - 1
            _again(submission, domain, timezone.now() + timedelta(minutes=WAITS_MIN[attempt]))


def _judge(submission: Submission, row: Recipient, outcome: Outcome) -> None:
    is_late = timezone.now() - submission.send_at > PATIENCE
    row.attempts += 1
    row.reply = outcome.reply[:500]
    row.changed_at = timezone.now()
    if outcome.is_accepted:
        row.state = Recipient.State.SENT
    elif outcome.is_permanent or is_late:
        row.state = Recipient.State.FAILED


def _by_host(
    waiting: Sequence[Recipient], outcomes: Mapping[str, Outcome]
) -> dict[tuple[str, str], list[Recipient]]:
    found: dict[tuple[str, str], list[Recipient]] = {}
    for row in waiting:
        outcome = outcomes[row.email]
        found.setdefault((outcome.host, outcome.tls), []).append(row)
    return found


def _remember_addresses(waiting: Sequence[Recipient]) -> None:
    gone = [row for row in waiting if row.state == Recipient.State.FAILED and is_hard(row.reply)]
    for row in gone:
        suppress([row.email], row.reply)
    unsuppress([row.email for row in waiting if row.state == Recipient.State.SENT])


def _reports(
    submission: Submission, waiting: Sequence[Recipient], outcomes: Mapping[str, Outcome]
) -> list[Report | None]:
    """Write to the author what it wants to know."""
    failed = [row for row in waiting if row.state == Recipient.State.FAILED]
    sent = [row for row in waiting if row.state == Recipient.State.SENT]
    relayed = [row for row in sent if row.notify and not outcomes[row.email].reports]
    return [
        prepare_report(submission, failed, "failed"),
        prepare_report(submission, relayed, "relayed"),
        prepare_report(submission, _late(submission, waiting), "delayed"),
    ]


def _late(submission: Submission, waiting: Sequence[Recipient]) -> list[Recipient]:
    """Return the recipients that still wait after some hours, and whose author was not told."""
    if submission.is_automatic or timezone.now() - submission.send_at < DELAY_TOLD_AFTER:
        return []
    return [row for row in waiting if row.state == Recipient.State.QUEUED and not row.is_delay_told]


def _again(submission: Submission, domain: str, when: datetime) -> None:
    from ..jobs import transmit as job

    job.at(when).enqueue(submission_id=submission.id, domain=domain)
