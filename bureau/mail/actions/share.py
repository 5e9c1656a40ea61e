"""Who else reads an account or sends as it, and who may write to a group."""

from django.db import transaction

from bureau.people import Actor, Person, describe_principals
from bureau.platform import events
from bureau.platform.errors import Forbidden, NotFound

from ..errors import NoSuchAccount
from ..ledger import writing
from ..models import Account, Delegation, ListRule
from ..policies import check_manages
from .open_account import open_account


def delegate(actor: Actor, account_id: str, principal_id: str, may_send: bool) -> Delegation:
    """Let a person or group read an account, and send as it if `may_send`; audited."""
    _check(actor, account_id)
    if principal_id not in describe_principals([principal_id]):
        raise NotFound()
    with transaction.atomic(), writing(account_id):
        row, _ = Delegation.objects.update_or_create(
            account_id=account_id, principal_id=principal_id, defaults={"may_send": may_send}
        )
        _announce(account_id, principal_id, [None, "send" if may_send else "read"])
    return row


def undelegate(actor: Actor, account_id: str, principal_id: str) -> None:
    """Take the right back; an absent one is ignored. Audited."""
    _check(actor, account_id)
    with transaction.atomic(), writing(account_id):
        rows = Delegation.objects.filter(account_id=account_id, principal_id=principal_id)
        if rows.delete()[0]:
            _announce(account_id, principal_id, ["read", None])


def _check(actor: Actor, account_id: str) -> None:
    check_manages(actor, account_id)
    if not Account.objects.filter(pk=account_id).exists():
        person = Person.objects.filter(id=account_id).first()
        if person is None:
            raise NoSuchAccount()
        open_account(person)


def _announce(account_id: str, principal_id: str, change: list[str | None]) -> None:
    events.emit(
        "mail.delegated",
        stream=f"account:{account_id}",
        subject=("account", account_id),
        payload={"account_id": account_id, "principal_id": principal_id},
        changes={principal_id: change},
    )


def set_list_rule(actor: Actor, group_id: str, posting: ListRule.Posting) -> None:
    """Say who may write to a group's address; administrators only. Audited."""
    if not actor.is_admin:
        raise Forbidden()
    with transaction.atomic():
        before = ListRule.objects.filter(group_id=group_id).first()
        ListRule.objects.update_or_create(group_id=group_id, defaults={"posting": posting})
        events.emit(
            "mail.list_rule_changed",
            stream=f"group:{group_id}",
            subject=("group", group_id),
            changes={"posting": [before.posting if before else None, posting]},
        )
