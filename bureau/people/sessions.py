"""The session engine: server-side rows that carry their person, read with it in one query.

A session dies at once with its row; suspending a person deletes the rows.
"""

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from .models import Person, Session


class SessionStore(DatabaseStore):
    """Django's database store on our table."""

    person: Person | None = None
    """The signed-in person as of loading, whatever its state."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        return Session(
            session_key=super().create_model_instance(data).session_key,
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=data.get(SESSION_KEY),
        )

    def _get_session_from_db(self) -> Session | None:
        rows = Session.objects.select_related("person")
        found = rows.filter(session_key=self.session_key, expire_date__gt=timezone.now())
        row: Session | None = found.first()
        if row is None:
            self._session_key = None
            return None
        self.person = row.person
        return row


def signed_in_person(session: SessionStore) -> Person | None:
    """Return the active person whose session this is, None for a guest's or a dead one.

    One query, together with the session. A changed password ends sessions made with the former one.
    """
    person_id = session.get(SESSION_KEY)
    person = session.person
    if person is None or person.id != person_id or not person.may_sign_in:
        return None
    made_with = session.get(HASH_SESSION_KEY) or ""
    return person if constant_time_compare(made_with, person.get_session_auth_hash()) else None
