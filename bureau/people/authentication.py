"""Who makes a request: by session cookie or by bearer token, decided once per request.

Nobody but active persons is ever an actor; a suspended one is refused on the very next request.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from bureau.platform.errors import SignInRequired

from .actor import ALL_SCOPES, Actor, ActorKind, RoleName
from .models import AccessToken, Person, Session
from .secret_hashes import hashed
from .sessions import SessionStore, signed_in_person

COARSE = timedelta(minutes=10)
ROLES: dict[str, RoleName] = {"admin": "admin", "helpdesk": "helpdesk", "member": "member"}
ATTRIBUTE = "_bureau_caller"


@dataclass(frozen=True, slots=True)
class Caller:
    """The outcome of authenticating a request."""

    person: Person | None
    actor: Actor | None
    by_token: bool


def actor_of(request: HttpRequest) -> Actor:
    """Return who makes the request; raises `SignInRequired`. At most one query per request.

    Adapters outside the JSON API check `Actor.allows` for tokens and CSRF for sessions themselves.
    """
    actor = caller_of(request).actor
    if actor is None:
        raise SignInRequired
    return actor


def caller_of(request: HttpRequest) -> Caller:
    """Authenticate the request, or return what was found before."""
    caller = getattr(request, ATTRIBUTE, None)
    if not isinstance(caller, Caller):
        caller = _authenticate(request)
        setattr(request, ATTRIBUTE, caller)
    return caller


def forget_caller(request: HttpRequest) -> None:
    """Authenticate anew on the next look: the request signed somebody in or out."""
    if hasattr(request, ATTRIBUTE):
        delattr(request, ATTRIBUTE)


def actor_for(person: Person, scopes: frozenset[str] = ALL_SCOPES) -> Actor:
    """Return the actor that this person is."""
    kind: ActorKind = "person" if person.kind == Person.Kind.PERSON else "service"
    role = ROLES[person.role]
    return Actor(person.id, person.name, person.email, kind, role, scopes)


def actor_of_token(token: str) -> Actor:
    """Return whom a bearer token stands for; raises `SignInRequired`. One query by unique index."""
    person, scopes = _by_token(token)
    if person is None:
        raise SignInRequired("This token is not valid, or not any more.")
    return actor_for(person, scopes)


def actor_of_session(session_key: str) -> Actor:
    """Return whose session this is; raises `SignInRequired`. One query. For adapters without a
    request.
    """
    person = signed_in_person(SessionStore(session_key))
    if person is None:
        raise SignInRequired
    return actor_for(person)


def living_credentials(
    session_keys: Collection[str], tokens: Collection[str]
) -> tuple[set[str], set[str]]:
    """Return which of the sessions and tokens are still those of active persons. One query by index
    for each kind that is asked for. It does not notice that a session's password was changed.
    """
    now = timezone.now()
    active = Q(person__state=Person.State.ACTIVE)
    by_hash = {hashed(token): token for token in tokens}
    sessions = Session.objects.filter(active, session_key__in=session_keys, expire_date__gt=now)
    lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    rows = AccessToken.objects.filter(active, lasting, secret_hash__in=by_hash)
    return (
        set(sessions.values_list("session_key", flat=True)) if session_keys else set(),
        {by_hash[found] for found in rows.values_list("secret_hash", flat=True)}
        if tokens
        else set(),
    )


def _authenticate(request: HttpRequest) -> Caller:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        person, scopes = _by_token(token.strip())
        return Caller(person, actor_for(person, scopes) if person else None, by_token=True)
    session = getattr(request, "session", None)
    found = signed_in_person(session) if isinstance(session, SessionStore) else None
    return Caller(found, actor_for(found) if found else None, by_token=False)


def _by_token(token: str) -> tuple[Person | None, frozenset[str]]:
    now = timezone.now()
    lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    rows = AccessToken.objects.filter(lasting, secret_hash=hashed(token)).select_related("person")
    row = rows.first()
    if row is None or not row.person.is_active:
        return None, frozenset()
    if row.last_used_at is None or now - row.last_used_at > COARSE:
        AccessToken.objects.filter(id=row.id).update(last_used_at=now)
    return row.person, frozenset(row.scopes)
