"""Whether a form takes answers now."""

from django.utils import timezone

from .errors import FormClosed
from .form_settings import parse_settings
from .models import Form


def require_open(form: Form) -> None:
    """Raise `FormClosed` unless the form is open, within its times and not full. No query."""
    settings = parse_settings(form.settings)
    now = timezone.now()
    is_open = (
        form.state == Form.State.OPEN
        and form.version_number > 0
        and form.deleted_at is None
        and (settings.opens_at is None or settings.opens_at <= now)
        and (settings.closes_at is None or now < settings.closes_at)
        and form.response_count < settings.max_responses
    )
    if not is_open:
        raise FormClosed
