"""Who may do what with a form: roles on the form's scope, and who may answer it."""

from collections.abc import Collection, Mapping
from typing import Literal

from django.db.models import QuerySet

from bureau.access import Role, role_on, visible_scopes
from bureau.people import Actor, principals_of

from .errors import FormForbidden, FormNotFound
from .models import Form

Verb = Literal["see", "edit", "review", "manage"]

NEEDED: Mapping[Verb, Role] = {
    "see": Role.VIEWER,
    "review": Role.CONTRIBUTOR,
    "edit": Role.EDITOR,
    "manage": Role.MANAGER,
}
"""See the form and its responses; remove and release responses; change and publish; share and
delete.
"""


def form_for(actor: Actor, form_id: str, verb: Verb) -> Form:
    """Return the form when the actor may do this; raises `FormNotFound`, `FormForbidden`. Three
    queries.
    """
    form = Form.objects.filter(id=form_id, deleted_at__isnull=True).first()
    if form is None:
        raise FormNotFound
    require(actor, form, verb)
    return form


def require(actor: Actor, form: Form, verb: Verb) -> None:
    """Raise unless the actor may do this; who sees nothing of the form hears that there is none."""
    role = role_of(actor, form)
    if role < NEEDED["see"]:
        raise FormNotFound
    if role < NEEDED[verb]:
        raise FormForbidden


def role_of(actor: Actor, form: Form) -> int:
    """Return the actor's role on the form, 0 for none."""
    if actor.kind == "system":
        return Role.MANAGER
    if not actor.person_id:
        return 0
    return role_on(principals_of(actor.person_id), form.scope_id)


def visible_to(principals: Collection[str]) -> QuerySet[Form]:
    """Return the forms that the principals see, trash left out; not evaluated."""
    scopes = visible_scopes(principals)
    return Form.objects.filter(deleted_at__isnull=True, scope_id__in=scopes)


def abilities(role: int) -> dict[str, bool]:
    """Return what a role allows, for the client."""
    return {verb: role >= needed for verb, needed in NEEDED.items()}


def may_write_rules(actor: Actor, form_id: str) -> bool:
    """Tell whether the actor may write rules that start from this form."""
    form = Form.objects.filter(id=form_id, deleted_at__isnull=True).first()
    return form is not None and role_of(actor, form) >= NEEDED["edit"]
