"""Forwarding addresses of an account: asked for by the person, agreed to by whoever reads them."""

import hmac
from hashlib import blake2s

from django.db import transaction
from django.utils import timezone

from bureau.people import SystemMail, find_person
from bureau.platform import events, limits
from bureau.platform.config import config

from ..errors import BadRule, ForwardingForbidden, NoSuchRule
from ..models import Forwarding
from ..organisation import organisation
from ..recipients import is_local, own_addresses
from .send import is_address
from .system_mail import send_system_mail

MOST_FORWARDINGS = 20
MAILS_PER_DAY = 10
_WORDS = (
    "{name} ({email}) would like to have mail forwarded to this address.\n\n"
    "If you agree, open this page and confirm:\n\n{link}\n\n"
    "If you do not, there is nothing to do: without your consent no mail comes.\n"
)


def may_forward_to(email: str) -> bool:
    """Tell whether the organisation lets mail go there. At most two queries."""
    return is_local(email) or organisation().forwards_outside


def add_forwarding(account_id: str, email: str) -> Forwarding:
    """Note the address and ask whoever reads it; asked again, it writes again."""
    wanted = email.strip().lower()
    if not is_address(wanted):
        raise BadRule(f"'{email[:100]}' is not an e-mail address.")
    if wanted in own_addresses(account_id):
        raise BadRule("This is an address of the account itself.")
    if not may_forward_to(wanted):
        raise ForwardingForbidden()
    with transaction.atomic():
        if Forwarding.objects.filter(account_id=account_id).count() >= MOST_FORWARDINGS:
            raise BadRule("There are too many forwarding addresses. Remove one first.")
        row, _ = Forwarding.objects.get_or_create(account_id=account_id, email=wanted)
        if row.confirmed_at is None:
            limits.take("mail.confirm_forwarding", account_id, MAILS_PER_DAY, 86_400)
            _ask(row)
    return row


def change_forwarding(
    account_id: str, forwarding_id: str, is_on: bool, keep: Forwarding.Keep
) -> Forwarding:
    """Switch forwarding of all mail on or off, and say what happens to what was forwarded."""
    with transaction.atomic():
        row = _find(account_id, forwarding_id)
        if is_on and row.confirmed_at is None:
            raise BadRule("Nobody has confirmed this address yet.")
        row.is_on, row.keep = is_on, keep
        row.save(update_fields=["is_on", "keep"])
        _announce(row, {"on": is_on, "keep": keep})
    return row


def remove_forwarding(account_id: str, forwarding_id: str) -> None:
    """Forget the address; mail goes there no longer, by rules neither."""
    with transaction.atomic():
        row = _find(account_id, forwarding_id)
        _announce(row, {"removed": True})
        row.delete()


def confirm_forwarding(token: str) -> Forwarding:
    """Note that whoever reads the address agrees; raises `NoSuchRule`. Running it again changes
    nothing.
    """
    with transaction.atomic():
        row = forwarding_of(token)
        if row.confirmed_at is None:
            row.confirmed_at = timezone.now()
            row.save(update_fields=["confirmed_at"])
            _announce(row, {"confirmed": True})
    return row


def forwarding_of(token: str) -> Forwarding:
    """Return what a link asks to confirm; raises `NoSuchRule`."""
    forwarding_id, _, mark = token.partition(".")
    row = Forwarding.objects.filter(id=forwarding_id).select_related("account__person").first()
    if row is None or not hmac.compare_digest(mark, _mark(row)):
        raise NoSuchRule("This link is no longer valid.")
    return row


def token_of(row: Forwarding) -> str:
    """Return what proves that somebody read the confirmation mail."""
    return f"{row.id}.{_mark(row)}"


def _mark(row: Forwarding) -> str:
    key = config().secret_key.encode()[:32]
    text = f"{row.id} {row.account_id} {row.email}"
    return blake2s(text.encode(), key=key, digest_size=16, person=b"mailfwrd").hexdigest()


def _find(account_id: str, forwarding_id: str) -> Forwarding:
    row = Forwarding.objects.filter(account_id=account_id, id=forwarding_id).first()
    if row is None:
        raise NoSuchRule("There is no such forwarding address.")
    return row


def _ask(row: Forwarding) -> None:
    person = find_person(row.account_id)
    assert person is not None
    link = f"{config().public_url}/mail/confirm-forwarding/{token_of(row)}"
    text = _WORDS.format(name=person.name, email=person.email, link=link)
    send_system_mail(
        SystemMail(row.email, f"{person.name} would like to forward mail to you", text)
    )


def _announce(row: Forwarding, change: dict[str, object]) -> None:
    events.emit(
        "mail.forwarding_changed",
        stream=f"account:{row.account_id}",
        subject=("account", row.account_id),
        payload={"account_id": row.account_id, "email": row.email},
        changes={name: [None, value] for name, value in change.items()},
    )
