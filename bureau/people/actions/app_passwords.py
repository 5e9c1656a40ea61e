"""App passwords: how mail and DAV clients that know no passkeys sign in."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bureau.people.actor import Actor
from bureau.people.errors import BadPerson
from bureau.people.events import announce_person
from bureau.people.models import Address, AppPassword, Person
from bureau.people.secret_hashes import hashed, new_app_password, normalised_app_password
from bureau.platform import limits
from bureau.platform.db import prepared
from bureau.platform.errors import Forbidden, NotFound

SCOPES = frozenset({"mail", "dav"})
COARSE = timedelta(minutes=10)


@transaction.atomic
def create_app_password(
    actor: Actor, person: Person, name: str, scopes: Iterable[str]
) -> tuple[AppPassword, str]:
    """Make an app password for oneself, or as an administrator; return it with its secret, shown
    this once.

    Emits `person.secured`.
    """
    wanted = sorted(set(scopes))
    if actor.person_id != person.id and not actor.is_admin:
        raise Forbidden
    if not actor.allows("*"):
        raise Forbidden("Sign in with a browser to make an app password.")
    if not wanted or not SCOPES.issuperset(wanted):
        raise BadPerson(errors=[{"field": "scopes", "message": "Choose from mail and dav."}])
    secret = new_app_password()
    row = AppPassword.objects.create(
        person=person,
        name=name.strip()[:80] or "App",
        secret_hash=hashed(normalised_app_password(secret)),
        scopes=wanted,
    )
    changes = {"app_password": [None, {"name": row.name, "scopes": wanted}]}
    announce_person("secured", person, changes)
    return row, secret


@transaction.atomic
def revoke_app_password(actor: Actor, app_password_id: str) -> None:
    """Make an app password worthless at once; emits `person.secured`."""
    row = AppPassword.objects.select_related("person").filter(id=app_password_id).first()
    if row is None or (actor.person_id != row.person_id and not actor.is_admin):
        raise NotFound
    row.delete()
    announce_person("secured", row.person, {"app_password": [{"name": row.name}, None]})


def verify_app_password(email: str, password: str, scope: str) -> Person | None:
    """Return the active person that the address and app password belong to, or None.

    One query by unique index for the right password of a primary address. Wrong tries are limited
    per address (raises `TooManyRequests`); a right one never counts.
    """
    rows = _with_secret(hashed(normalised_app_password(password)))
    row = rows[0] if rows else None
    if row is None or scope not in row.scopes or not _is_of(email, row.person):
        _count_failure(email)
        return None
    if not row.person.is_active:
        return None
    now = timezone.now()
    if row.last_used_at is None or now - row.last_used_at > COARSE:
        AppPassword.objects.filter(id=row.id).update(last_used_at=now)
    return row.person


@prepared
def _with_secret(secret_hash: str) -> QuerySet[AppPassword]:
    return AppPassword.objects.select_related("person").filter(secret_hash=secret_hash)


def _is_of(email: str, person: Person) -> bool:
    wanted = email.strip().lower()
    if wanted == person.email:
        return True
    return Address.objects.filter(email=wanted, person=person, kind=Address.Kind.ALIAS).exists()


def _count_failure(email: str) -> None:
    """Slow down guessing; the right password is not held up by others' wrong ones."""
    limits.take("people.app-password", email.strip().lower(), rate=20, per_s=60)
