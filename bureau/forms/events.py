"""What forms announce."""

from bureau.platform import events

from .models import Form

ANSWERED = "form.answered"


def changed(form: Form, verb: str, changes: dict[str, list[object]]) -> None:
    """Emit `form.<verb>` with what changed, for the audit record."""
    events.emit(
        f"form.{verb}",
        stream=f"form:{form.id}",
        subject=("form", form.id),
        payload={"form_id": form.id, "title": form.title},
        changes=changes,
    )
