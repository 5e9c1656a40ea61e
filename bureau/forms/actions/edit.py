"""Changing a form: its draft, its settings, its state; publishing; deleting and restoring."""

import re
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from bureau.forms.blocks import parse_blocks
from bureau.forms.errors import BadForm, DraftChanged, FormNotFound, SlugTaken
from bureau.forms.events import changed
from bureau.forms.form_settings import parse_settings, stored
from bureau.forms.models import Form, FormVersion
from bureau.forms.policies import form_for, require
from bureau.people import Actor

from .create import checked_audience, checked_draft, checked_title

_SLUG = re.compile(r"^[a-z0-9][a-z0-9-]{1,78}[a-z0-9]$")


def save_draft(actor: Actor, form_id: str, blocks: list[object], draft_number: int) -> int:
    """Store the draft that grew from `draft_number`; return its number. Raises `DraftChanged`."""
    form = form_for(actor, form_id, "edit")
    stored_rows = Form.objects.filter(id=form.id, draft_number=draft_number).update(
        draft=checked_draft(blocks), draft_number=F("draft_number") + 1, updated_at=timezone.now()
    )
    if not stored_rows:
        raise DraftChanged(draft_number=form.draft_number)
    return draft_number + 1


def publish(actor: Actor, form_id: str) -> FormVersion:
    """Make the draft the next version and open the form; raises `BadForm` with every problem."""
    with transaction.atomic():
        form_for(actor, form_id, "edit")
        form = Form.objects.select_for_update().get(id=form_id)
        _check_askable(form)
        version = FormVersion.objects.create(
            form=form,
            number=form.version_number + 1,
            title=form.title,
            blocks=form.draft,
            created_by=actor.person_id,
        )
        changes: dict[str, list[object]] = {"version": [form.version_number, version.number]}
        form.version_number = version.number
        form.state = Form.State.OPEN
        form.save(update_fields=["version_number", "state", "updated_at"])
        changed(form, "published", changes)
    return version


def _check_askable(form: Form) -> None:
    if not any(block.asks for block in parse_blocks(form.draft)):
        raise BadForm(errors=[{"field": "blocks", "message": "Add at least one question."}])


def update_form(actor: Actor, form_id: str, fields: Mapping[str, object]) -> Form:
    """Change title, slug, audience, state or settings; raises `BadForm`, `SlugTaken`."""
    with transaction.atomic():
        form_for(actor, form_id, "edit")
        form = Form.objects.select_for_update().get(id=form_id)
        wanted = _checked(form, fields)
        changes: dict[str, list[object]] = {
            name: [getattr(form, name), value]
            for name, value in wanted.items()
            if getattr(form, name) != value
        }
        for name, change in changes.items():
            setattr(form, name, change[1])
        _save(form)
        if changes:
            changed(form, "updated", changes)
    return form


def _save(form: Form) -> None:
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        raise SlugTaken from error


def _checked(form: Form, fields: Mapping[str, object]) -> dict[str, object]:
    wanted: dict[str, object] = {}
    if "title" in fields:
        wanted["title"] = checked_title(str(fields["title"]))
    if "slug" in fields:
        wanted["slug"] = _checked_slug(str(fields["slug"]))
    if "audience" in fields:
        wanted["audience"] = checked_audience(str(fields["audience"]))
    if "state" in fields:
        wanted["state"] = _checked_state(form, str(fields["state"]))
    changed_settings = fields.get("settings")
    if isinstance(changed_settings, Mapping):
        wanted["settings"] = stored(parse_settings({**form.settings, **changed_settings}))
    return wanted


def _checked_slug(slug: str) -> str:
    if not _SLUG.match(slug):
        message = "The address has 3 to 80 small letters, digits and dashes."
        raise BadForm(errors=[{"field": "slug", "message": message}])
    return slug


def _checked_state(form: Form, state: str) -> str:
    if state not in (Form.State.OPEN, Form.State.CLOSED) or not form.version_number:
        message = "A published form is open or closed. Publish it first."
        raise BadForm(errors=[{"field": "state", "message": message}])
    return state


def delete_form(actor: Actor, form_id: str) -> None:
    """Put the form in the trash: it takes no answers and shows nowhere, and can be restored."""
    with transaction.atomic():
        form = form_for(actor, form_id, "manage")
        form.deleted_at = timezone.now()
        form.save(update_fields=["deleted_at"])
        changed(form, "deleted", {"deleted": [False, True]})


def restore_form(actor: Actor, form_id: str) -> Form:
    """Take the form out of the trash."""
    with transaction.atomic():
        form = Form.objects.filter(id=form_id).first()
        if form is None:
            raise FormNotFound
        require(actor, form, "manage")
        form.deleted_at = None
        form.save(update_fields=["deleted_at"])
        changed(form, "restored", {"deleted": [True, False]})
    return form
