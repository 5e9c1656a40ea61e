"""Who else reads an account or sends as it, and who may write to a group."""

from django.db import transaction

from bureau.people import Actor, Person, describe_principals
from bureau.platform import events
from bureau.platform.errors import Forbidden, NotFound

from ..errors import NoSuchAccount
from ..ledger import writing
from ..models import Account, Delegation, GroupSender, ListRule
from ..policies import check_manages
from .open_account import open_account


def delegate(
    actor: Actor, account_id: str, principal_id: str, may_send: bool, on_behalf: bool = False
) -> Delegation:
    """Let a person or group read an account, and send as it if `may_send`, or `on_behalf` of it;
    audited.
    """
    _check(actor, account_id)
    if principal_id not in describe_principals([principal_id]):
        raise NotFound()
    with transaction.atomic(), writing(account_id):
        row, _ = Delegation.objects.update_or_create(
            account_id=account_id,
            principal_id=principal_id,
            defaults={"may_send": may_send, "on_behalf": may_send and on_behalf},
        )
        right = ("send on behalf" if on_behalf else "send") if may_send else "read"
        _announce(account_id, principal_id, [None, right])
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


def let_send_for_group(actor: Actor, group_id: str, principal_id: str, on_behalf: bool) -> None:
    """Let a person or group send with a group's address in From; administrators only. Audited."""
    _check_group(actor, group_id)
    if principal_id not in describe_principals([principal_id]):
        raise NotFound()
    with transaction.atomic():
        GroupSender.objects.update_or_create(
            group_id=group_id, principal_id=principal_id, defaults={"on_behalf": on_behalf}
        )
        right = "send on behalf" if on_behalf else "send"
        _announce_sender(group_id, principal_id, [None, right])


def stop_sending_for_group(actor: Actor, group_id: str, principal_id: str) -> None:
    """Take the right back; an absent one is ignored. Administrators only. Audited."""
    _check_group(actor, group_id)
    with transaction.atomic():
        rows = GroupSender.objects.filter(group_id=group_id, principal_id=principal_id)
        if rows.delete()[0]:
            _announce_sender(group_id, principal_id, ["send", None])


def _check_group(actor: Actor, group_id: str) -> None:
    if not actor.is_admin:
        raise Forbidden()
    card = describe_principals([group_id]).get(group_id)
    if card is None or card.kind != "group":
        raise NotFound()


def _announce_sender(group_id: str, principal_id: str, change: list[str | None]) -> None:
    events.emit(
        "mail.group_sender_changed",
        stream=f"group:{group_id}",
        subject=("group", group_id),
        payload={"group_id": group_id, "principal_id": principal_id},
        changes={principal_id: change},
    )


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
