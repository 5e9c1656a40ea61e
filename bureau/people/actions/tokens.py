"""Access tokens of the API."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bureau.people.actor import Actor
from bureau.people.errors import BadPerson
from bureau.people.events import announce_person
from bureau.people.models import AccessToken, Person
from bureau.people.secret_hashes import hashed, new_token
from bureau.platform.errors import Forbidden, NotFound

SCOPE = re.compile(r"\*|read|[a-z][a-z-]{1,30}(\.(read|write))?")


@transaction.atomic
def create_token(
    actor: Actor,
    person: Person,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None = None,
) -> tuple[AccessToken, str]:
    """Make a token for oneself or, as an administrator, for a service account; return it with its
    secret.

    The secret is shown this once. A token never makes one that allows more than itself. Emits
    `person.secured`.
    """
    wanted = sorted(set(scopes))
    _require_right(actor, person, wanted)
    if not wanted or not all(SCOPE.fullmatch(scope) for scope in wanted):
        raise BadPerson(errors=[{"field": "scopes", "message": "Choose what the token allows."}])
    secret = new_token("bt")
    token = AccessToken.objects.create(
        person=person,
        name=name.strip()[:80] or "Token",
        secret_hash=hashed(secret),
        scopes=wanted,
        expires_at=expires_at,
    )
    announce_person("secured", person, {"token": [None, {"name": token.name, "scopes": wanted}]})
    return token, secret


@transaction.atomic
def revoke_token(actor: Actor, token_id: str) -> None:
    """Make a token worthless at once; emits `person.secured`."""
    token = AccessToken.objects.select_related("person").filter(id=token_id).first()
    if token is None or not _owns(actor, token.person):
        raise NotFound
    token.delete()
    announce_person("secured", token.person, {"token": [{"name": token.name}, None]})


def _owns(actor: Actor, person: Person) -> bool:
    return actor.person_id == person.id or actor.is_admin


def _require_right(actor: Actor, person: Person, scopes: list[str]) -> None:
    for_service = person.kind == Person.Kind.SERVICE and actor.is_admin
    if actor.person_id != person.id and not for_service:
        raise Forbidden
    if not all(actor.allows(scope) for scope in scopes):
        raise Forbidden("A token cannot make one that allows more than itself.")
