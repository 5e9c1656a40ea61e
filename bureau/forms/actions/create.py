"""Making a form, and copying one."""

import re
import secrets
import unicodedata
from collections.abc import Mapping

from django.db import transaction

from bureau.access import Role, create_scope, set_grant
from bureau.forms.blocks import MAX_BLOCKS
from bureau.forms.errors import BadForm
from bureau.forms.events import changed
from bureau.forms.form_settings import parse_settings, stored
from bureau.forms.models import Form
from bureau.forms.policies import form_for
from bureau.people import Actor
from bureau.platform.errors import Forbidden

MAX_TITLE = 200


def create_form(
    actor: Actor,
    title: str,
    *,
    blocks: list[object] | None = None,
    settings: Mapping[str, object] | None = None,
    audience: str = Form.Audience.PUBLIC,
    slug: str = "",
) -> Form:
    """Make a form with a draft; the actor owns and manages it."""
    if not actor.person_id:
        raise Forbidden
    form = Form(
        owner_id=actor.person_id,
        title=checked_title(title),
        slug=slug or free_slug(title),
        audience=checked_audience(audience),
        settings=stored(parse_settings(settings or {})),
        draft=checked_draft(blocks or []),
    )
    with transaction.atomic():
        form.scope_id = create_scope().id
        set_grant(form.scope_id, actor.person_id, Role.MANAGER)
        form.save(force_insert=True)
        changed(form, "created", {"title": ["", form.title]})
    return form


def duplicate_form(actor: Actor, form_id: str) -> Form:
    """Make a form of one's own with the draft and settings of another, without its responses."""
    source = form_for(actor, form_id, "see")
    settings = {**source.settings, "opens_at": None, "closes_at": None}
    title = f"{source.title[: MAX_TITLE - 7]} (copy)"
    return create_form(
        actor, title, blocks=source.draft, settings=settings, audience=source.audience
    )


def checked_title(title: str) -> str:
    """Return the title without surrounding space; raises `BadForm`."""
    title = " ".join(title.split())
    if not title or len(title) > MAX_TITLE:
        message = f"Write a title of at most {MAX_TITLE} characters."
        raise BadForm(errors=[{"field": "title", "message": message}])
    return title


def checked_audience(audience: str) -> str:
    """Return the audience; raises `BadForm`."""
    if audience not in Form.Audience.values:
        message = "Choose public or organisation."
        raise BadForm(errors=[{"field": "audience", "message": message}])
    return audience


def checked_draft(blocks: list[object]) -> list[object]:
    """Return the blocks unless they are too many; all else is judged when published."""
    if len(blocks) > MAX_BLOCKS:
        message = f"A form has at most {MAX_BLOCKS} blocks. Split it into two."
        raise BadForm(errors=[{"field": "blocks", "message": message}])
    return blocks


def free_slug(title: str) -> str:
    """Return an address made of the title and six random letters, which nobody can guess."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_title.lower()).strip("-")[:50].strip("-")
    return f"{words or 'form'}-{secrets.token_hex(3)}"
