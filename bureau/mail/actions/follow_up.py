"""What follows from an arrival and leaves the account: automatic answers, refusals, forwarding.
Each is a job that commits with the delivery.
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.db.models import Q, QuerySet

from bureau.people import Address
from bureau.platform.db import prepared

from ..events import Arrival
from ..models import Account, Email
from .arrive import Decided


def follow_up(arrival: Arrival, email: Email, decided: Decided) -> None:
    """Enqueue what the account wants done. One query."""
    placement = decided.placement
    if placement.is_junk:
        return
    if placement.forwards:
        _forward(email, placement.forwards)
    _answer(email, decided)


def _forward(email: Email, addresses: Collection[str]) -> None:
    from ..jobs import forward_email

    forward_email.enqueue(email_id=email.id, addresses=list(addresses))


def _answer(email: Email, decided: Decided) -> None:
    from ..jobs import answer_automatically, reject_email

    placement, address = decided.placement, decided.receiver.address
    if placement.reject is not None:
        reject_email.enqueue(email_id=email.id, recipient=address, reason=placement.reject)
        return
    script: dict[str, Any] | None = asdict(placement.vacation) if placement.vacation else None
    if script or _answering(email.account_id, address.lower()):
        answer_automatically.enqueue(email_id=email.id, recipient=address, script=script)


@prepared
def _answering(account_id: str, address: str) -> QuerySet[Account, str]:
    # The address may be that of somebody who left, whose mail goes to this account.
    owner = Address.objects.filter(email=address).values("person_id")
    written_to = Account.objects.filter(Q(pk=account_id) | Q(pk__in=owner))
    answering = written_to.filter(answer_is_on=True)
    return answering.exclude(answer_text="", answer_html="").values_list("pk", flat=True)
