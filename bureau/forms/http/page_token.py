"""The sealed part of the public page: form and version, for whom, since when, and the submission
key.

Made when the page is first rendered and posted back unchanged, so that a double click, a retry or
the back button never makes a second response. It is bound to the signed-in person, so no other
site can post for them.
"""

import secrets
import time
from dataclasses import dataclass

from django.core import signing

from bureau.forms.models import Form

_SALT = "forms.page"


@dataclass(frozen=True, slots=True)
class PageToken:
    """What the page was rendered with."""

    form_id: str
    version: int
    key: str
    person_id: str
    rendered_at: float

    def age_s(self) -> float:
        """Return how long ago the page was first rendered."""
        return max(0.0, time.time() - self.rendered_at)

    def sealed(self) -> str:
        """Return the text that goes into the page."""
        fields = [self.form_id, self.version, self.key, self.person_id, round(self.rendered_at, 3)]
        return signing.dumps(fields, salt=_SALT)


def fresh_token(form: Form, person_id: str) -> PageToken:
    """Return the token of a page that is opened now, with a submission key of its own."""
    key = secrets.token_urlsafe(24)
    return PageToken(form.id, form.version_number, key, person_id, time.time())


def read_token(sealed: str, form: Form, person_id: str) -> PageToken | None:
    """Return the token when it is ours, of this form and this person, else None."""
    try:
        form_id, version, key, of_person, rendered_at = signing.loads(sealed, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    if form_id != form.id or of_person != person_id:
        return None
    return PageToken(str(form_id), int(version), str(key), str(of_person), float(rendered_at))


def sealed_reference(response_id: str) -> str:
    """Return the proof that lets the confirmation page show this response's reference."""
    return signing.dumps(response_id, salt="forms.done")


def read_reference(sealed: str) -> str:
    """Return the response id, empty for what is not ours."""
    try:
        return str(signing.loads(sealed, salt="forms.done"))
    except signing.BadSignature:
        return ""
