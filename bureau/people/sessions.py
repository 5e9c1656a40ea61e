"""The session engine: server-side rows that carry their person, read with it in one query.

A session dies at once with its row; suspending a person deletes the rows.
"""

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from bureau.platform.db import CurrentMoment, prepared

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
        found = _alive(self.session_key or "")
        if not found:
            self._session_key = None
            return None
        self.person = found[0].person
        return found[0]


@prepared
def _alive(session_key: str) -> QuerySet[Session]:
    rows = Session.objects.select_related("person")
    return rows.filter(session_key=session_key, expire_date__gt=CurrentMoment())


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
