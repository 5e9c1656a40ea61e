"""Blocking senders: their mail goes to Junk from now on."""

from django.db import transaction

from ..errors import BadRule, NoSuchRule
from ..models import BlockedSender
from ..recipients import own_addresses
from .send import is_address

MOST_BLOCKED = 5_000


def block_sender(account_id: str, email: str) -> BlockedSender:
    """Block an address, or a whole domain written as `@domain`. Idempotent."""
    wanted = email.strip().lower()[:254]
    is_domain = wanted.startswith("@") and is_address(f"x{wanted}")
    if not is_domain and not is_address(wanted):
        raise BadRule(f"'{email[:100]}' is neither an e-mail address nor a @domain.")
    if wanted in own_addresses(account_id):
        raise BadRule("You cannot block an address of your own.")
    with transaction.atomic():
        if BlockedSender.objects.filter(account_id=account_id).count() >= MOST_BLOCKED:
            raise BadRule("Too many senders are blocked. Unblock some first.")
        row, _ = BlockedSender.objects.get_or_create(account_id=account_id, email=wanted)
    return row


def unblock_sender(account_id: str, blocked_id: str) -> None:
    """Take the block back; raises `NoSuchRule`."""
    with transaction.atomic():
        if not BlockedSender.objects.filter(account_id=account_id, id=blocked_id).delete()[0]:
            raise NoSuchRule("This sender is not blocked.")
