"""What administrators decide about mail: settings, domains, aliases and rules between hosts. All of
it is audited.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from bureau.people import Actor, owns_address
from bureau.platform import events
from bureau.platform.config import config
from bureau.platform.errors import BadInput, Forbidden, NotFound

from ..delivery.keyring import rotate, signing_keys
from ..domains import MOST_TARGETS, domain_of, is_own_domain
from ..models import MailAlias, MailDomain, MailPolicy, RoutingRule, Suppression
from ..organisation import Organisation, organisation
from .send import is_address

MOST_RULES = 200
_HEADER_MARK = "X-"


def _check(actor: Actor) -> None:
    if not actor.is_admin:
        raise Forbidden()


def _audit(name: str, kind: str, key: str, changes: Mapping[str, Sequence[Any]]) -> None:
    events.emit(
        f"mail.{name}",
        stream=f"{kind}:{key}",
        subject=(kind, key[:26]),
        payload={"key": key},
        changes=dict(changes),
    )


def change_organisation(actor: Actor, patch: Mapping[str, Any]) -> Organisation:
    """Change some of the settings; administrators only."""
    _check(actor)
    before = organisation().model_dump()
    after = Organisation.model_validate({**before, **patch})
    fresh = after.model_dump()
    changes = {name: [before[name], fresh[name]] for name in fresh if before[name] != fresh[name]}
    if changes:
        with transaction.atomic():
            MailPolicy.objects.update_or_create(id=1, defaults={"chosen": fresh})
            _audit("organisation_changed", "mail_organisation", "1", changes)
    return after


def add_domain(actor: Actor, name: str) -> MailDomain:
    """Take mail for a domain, and make its signing keys; administrators only."""
    _check(actor)
    domain = _domain_name(name)
    # Before the transaction: an RSA key takes a while.
    signing_keys(domain)
    with transaction.atomic():
        row, is_new = MailDomain.objects.get_or_create(name=domain)
        if is_new:
            _audit("domain_added", "mail_domain", domain, {"name": [None, domain]})
    return row


def _domain_name(name: str) -> str:
    plain = name.strip().rstrip(".").lower()
    try:
        domain = plain.encode("idna").decode("ascii")
    except UnicodeError:
        raise BadInput("This is no domain. Write it like example.org.") from None
    if (
        "." not in domain
        or not is_address(f"x@{domain}")
        or any(one in domain for one in "/\\*:[]@")
    ):
        raise BadInput("This is no domain. Write it like example.org.")
    return domain


def change_domain(actor: Actor, name: str, patch: Mapping[str, Any]) -> MailDomain:
    """Change catch-all address or MTA-STS mode of a domain; administrators only."""
    _check(actor)
    row = domain_row(name)
    caught = str(patch.get("catch_all", row.catch_all)).strip().lower()
    if caught and not is_address(caught):
        raise BadInput("The catch-all address is no address. Leave it empty to refuse such mail.")
    mode = MailDomain.StsMode(patch.get("sts_mode", row.sts_mode))
    changes = {"catch_all": [row.catch_all, caught], "sts_mode": [row.sts_mode, mode.value]}
    with transaction.atomic():
        row.catch_all, row.sts_mode = caught, mode
        row.save()
        _audit("domain_changed", "mail_domain", row.name, changes)
    return row


def domain_row(name: str) -> MailDomain:
    """Return the row of a domain of ours, the installation's own also without one; raises
    `NotFound`.
    """
    row = MailDomain.objects.filter(name=name.lower()).first()
    if row is None and name.lower() == config().domain:
        row = MailDomain(name=config().domain)
    if row is None:
        raise NotFound()
    return row


def remove_domain(actor: Actor, name: str) -> None:
    """Take no more mail for a domain; its aliases go too. Administrators only."""
    _check(actor)
    if name.lower() == config().domain:
        raise BadInput("This is the installation's own domain. It is set by BUREAU_DOMAIN.")
    row = domain_row(name)
    with transaction.atomic():
        MailAlias.objects.filter(domain=row.name).delete()
        row.delete()
        _audit("domain_removed", "mail_domain", name.lower(), {"name": [name.lower(), None]})


def rotate_keys(actor: Actor, name: str) -> None:
    """Make fresh signing keys for a domain; administrators only."""
    _check(actor)
    row = domain_row(name)
    before = [one.selector for one in signing_keys(row.name)]
    after = [one.selector for one in rotate(row.name)]
    with transaction.atomic():
        _audit("keys_rotated", "mail_domain", row.name, {"selectors": [before, after]})


def put_alias(actor: Actor, email: str, targets: Sequence[str]) -> MailAlias:
    """Let an address stand for others; administrators only."""
    _check(actor)
    alias, wanted = email.strip().lower(), [one.strip().lower() for one in targets if one.strip()]
    if not is_address(alias) or not is_own_domain(domain_of(alias)):
        raise BadInput("An alias is an address of one of your domains.")
    if owns_address(alias):
        raise BadInput("A person or group has this address. Choose another one.")
    if not 0 < len(wanted) <= MOST_TARGETS or not all(is_address(one) for one in wanted):
        raise BadInput(f"Give one to {MOST_TARGETS} addresses that the alias stands for.")
    if alias in wanted:
        raise BadInput("An alias cannot stand for itself.")
    with transaction.atomic():
        known = MailAlias.objects.filter(email=alias).first()
        row, _ = MailAlias.objects.update_or_create(
            email=alias, defaults={"domain": domain_of(alias), "targets": wanted}
        )
        before = known.targets if known else None
        _audit("alias_changed", "mail_alias", alias, {"targets": [before, wanted]})
    return row


def remove_alias(actor: Actor, email: str) -> None:
    """Let an address stand for nothing again; administrators only. Raises `NotFound`."""
    _check(actor)
    row = MailAlias.objects.filter(email=email.strip().lower()).first()
    if row is None:
        raise NotFound()
    with transaction.atomic():
        _audit("alias_changed", "mail_alias", row.email, {"targets": [row.targets, None]})
        row.delete()


def make_rule(actor: Actor, fields: Mapping[str, Any]) -> RoutingRule:
    """Add a rule behind the others; administrators only."""
    _check(actor)
    if RoutingRule.objects.count() >= MOST_RULES:
        raise BadInput(f"There can be {MOST_RULES} rules. Delete one first.")
    last = RoutingRule.objects.aggregate(last=Max("position"))["last"]
    rule = RoutingRule(**fields, position=(last or 0) + 1)
    _check_rule(rule)
    with transaction.atomic():
        rule.save()
        _audit("routing_changed", "routing_rule", rule.id, {"rule": [None, rule.name]})
    return rule


def change_rule(actor: Actor, rule_id: str, fields: Mapping[str, Any]) -> RoutingRule:
    """Change a rule; administrators only. Raises `NotFound`."""
    _check(actor)
    rule = _rule(rule_id)
    changes = {
        name: [getattr(rule, name), value]
        for name, value in fields.items()
        if getattr(rule, name) != value
    }
    for name, value in fields.items():
        setattr(rule, name, value)
    _check_rule(rule)
    with transaction.atomic():
        rule.save()
        _audit("routing_changed", "routing_rule", rule.id, changes)
    return rule


def remove_rule(actor: Actor, rule_id: str) -> None:
    """Delete a rule; administrators only. Raises `NotFound`."""
    _check(actor)
    rule = _rule(rule_id)
    with transaction.atomic():
        _audit("routing_changed", "routing_rule", rule.id, {"rule": [rule.name, None]})
        rule.delete()


def order_rules(actor: Actor, ids: Sequence[str]) -> None:
    """Put the rules in this order; those that are not named follow. Administrators only."""
    _check(actor)
    rows = {rule.id: rule for rule in RoutingRule.objects.order_by("position", "id")}
    before = list(rows)
    wanted = [one for one in dict.fromkeys(ids) if one in rows]
    wanted += [one for one in rows if one not in wanted]
    with transaction.atomic():
        for position, rule_id in enumerate(wanted, 1):
            RoutingRule.objects.filter(id=rule_id).update(position=position)
        _audit("routing_changed", "routing_rule", "order", {"order": [before, wanted]})


def _rule(rule_id: str) -> RoutingRule:
    rule = RoutingRule.objects.filter(id=rule_id).first()
    if rule is None:
        raise NotFound()
    return rule


def _check_rule(rule: RoutingRule) -> None:
    kinds, text = RoutingRule.Action, rule.argument
    if any(one in text for one in "\r\n\0"):
        raise BadInput("The argument of a rule is one line.")
    if rule.action == kinds.RELAY and not text.startswith(("smtp://", "smtps://")):
        raise BadInput("A relay is written smtp://user:password@host:port or smtps://…")
    if rule.action == kinds.COPY and not is_address(text):
        raise BadInput("The copy goes to an address.")
    if rule.action == kinds.HEADER and not text.startswith(_HEADER_MARK):
        raise BadInput("A header is written X-Name: value.")
    if rule.action == kinds.HEADER and ":" not in text:
        raise BadInput("A header is written X-Name: value.")
    is_for_out = rule.direction != RoutingRule.Direction.IN
    if rule.action == kinds.QUARANTINE and is_for_out:
        raise BadInput("Only mail from outside goes to quarantine. Choose the direction in.")
    if rule.action == kinds.RELAY and rule.direction != RoutingRule.Direction.OUT:
        raise BadInput("A relay is for mail to the outside. Choose the direction out.")


def lift_suppression(actor: Actor, email: str) -> None:
    """Let automatic mail go to an address again; administrators only. Raises `NotFound`."""
    _check(actor)
    row = Suppression.objects.filter(email=email.strip().lower()).first()
    if row is None:
        raise NotFound()
    with transaction.atomic():
        _audit("suppression_lifted", "suppression", row.email, {"reply": [row.reply, None]})
        row.delete()
