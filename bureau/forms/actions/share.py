"""Sharing a form with persons and groups."""

from django.db import transaction

from bureau.access import GrantRow, Role, grants_of, remove_grant, set_grant
from bureau.forms.errors import BadForm
from bureau.forms.events import changed
from bureau.forms.policies import form_for
from bureau.people import Actor, describe_principals


def share_form(actor: Actor, form_id: str, principal_id: str, role: int) -> None:
    """Give a person or group a role on the form; raises `BadForm`."""
    with transaction.atomic():
        form = form_for(actor, form_id, "manage")
        if role not in Role.values or not describe_principals([principal_id]):
            message = "Choose a person or group, and a role from 10 to 50."
            raise BadForm(errors=[{"field": "role", "message": message}])
        before = set_grant(form.scope_id, principal_id, role)
        changed(form, "shared", {principal_id: [before, role]})


def unshare_form(actor: Actor, form_id: str, principal_id: str) -> None:
    """Take a role back; the owner keeps theirs."""
    with transaction.atomic():
        form = form_for(actor, form_id, "manage")
        if principal_id == form.owner_id:
            message = "The owner keeps the form. Give it to somebody else first."
            raise BadForm(errors=[{"field": "principal_id", "message": message}])
        before = remove_grant(form.scope_id, principal_id)
        changed(form, "shared", {principal_id: [before, 0]})


def shared_with(actor: Actor, form_id: str) -> list[GrantRow]:
    """Return what was granted on the form."""
    return grants_of(form_for(actor, form_id, "manage").scope_id)
