"""Who comes to a document and what they may there. Asked on connect, and again whenever rights may
have changed. Runs on threads with a database connection.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from bureau.access import Role
from bureau.people import GUEST, Actor, actor_of_session, actor_of_token
from bureau.platform.errors import Forbidden, SignInRequired
from bureau.platform.http.sockets import Socket

from .errors import ItemNotFound
from .kinds import ItemKind, LinkAccess, kind_named
from .models import Item

LONGEST_NAME = 60
OLD_CLIENT = "schema"


@dataclass(frozen=True, slots=True)
class Visitor:
    """What somebody has shown at the door."""

    item_id: str
    token: str = ""
    session: str = ""
    link: LinkAccess | None = None
    schema: int | None = None
    is_bureau: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a visitor is in a document."""

    kind: str
    """The document's."""
    author: str
    """The person's id, or `guest:<name>`."""
    person_id: str
    name: str
    role: int
    schema: int
    """What the server writes."""
    readonly_reason: str = ""

    def shown(self, seq: int) -> dict[str, object]:
        """Return what `hello` and `role` tell."""
        person = {"id": self.person_id, "name": self.name} if self.person_id else None
        reason = {"readonly_reason": self.readonly_reason} if self.readonly_reason else {}
        return {
            "role": role_word(self.role),
            "person": person,
            "guest": None if person else self.name,
            "schema": self.schema,
            "seq": seq,
            **reason,
        }


class OldServer(Forbidden):
    """The client writes a newer schema than the server knows."""


def role_word(role: int) -> str:
    """Return the word for what a role may do in a document."""
    if role >= Role.CONTRIBUTOR:
        return "editor"
    return "commenter" if role >= Role.COMMENTER else "viewer"


def visitor_of(socket: Socket, item_id: str) -> Visitor:
    """Read the handshake."""
    query, cookies = socket.query, socket.cookies
    kind, _, token = socket.header(b"authorization").partition(" ")
    schema = query.get("schema", "")
    return Visitor(
        item_id=item_id,
        token=token.strip() if kind.lower() == "bearer" else "",
        session=cookies.get(settings.SESSION_COOKIE_NAME, ""),
        link=_link(query, cookies),
        schema=int(schema) if schema.isdecimal() and len(schema) < 6 else None,
        is_bureau=query.get("bureau") == "1",
        address=socket.peer.address,
    )


def _link(query: Mapping[str, str], cookies: Mapping[str, str]) -> LinkAccess | None:
    token = query.get("link", "")
    if not token:
        return None
    guest = " ".join(query.get("guest", "").split())[:LONGEST_NAME]
    return LinkAccess(token, guest or GUEST.name, query.get("pass", ""), cookies)


def admit(visitor: Visitor) -> Standing:
    """Return what the visitor is in the document; raises `SignInRequired`, `Forbidden`, what the
    kind raises for a link, `OldServer`, and `ItemNotFound` for who has no role. At most two queries
    and those of the kind.
    """
    actor = _actor(visitor)
    name = Item.objects.filter(id=visitor.item_id).values_list("kind", flat=True).first()
    kind = kind_named(name) if name else None
    if kind is None:
        raise ItemNotFound
    role = min(kind.role_of(actor, visitor.item_id, visitor.link), _allowed(actor, kind))
    if role < Role.VIEWER:
        raise ItemNotFound
    if visitor.schema is not None and visitor.schema > kind.schema_version:
        raise OldServer
    is_old = visitor.schema is not None and visitor.schema < kind.schema_version
    author, shown = _named(actor, visitor)
    reason = OLD_CLIENT if is_old else ""
    return Standing(kind.name, author, actor.person_id, shown, role, kind.schema_version, reason)


def _named(actor: Actor, visitor: Visitor) -> tuple[str, str]:
    """Return the author as it is stored, and the name as it is shown."""
    if actor.person_id:
        return actor.person_id, actor.name
    guest = visitor.link.guest if visitor.link else GUEST.name
    return f"guest:{guest}", guest


def _actor(visitor: Visitor) -> Actor:
    if visitor.token:
        return actor_of_token(visitor.token)
    if visitor.session:
        try:
            return actor_of_session(visitor.session)
        except SignInRequired:
            if visitor.link is None:
                raise
    if visitor.link is None:
        raise SignInRequired
    return GUEST


def _allowed(actor: Actor, kind: ItemKind) -> int:
    """Return the highest role that the actor's token allows; raises `Forbidden`."""
    scope = kind.token_scope or kind.name
    if actor == GUEST or any(map(actor.allows, (scope, f"{scope}.write"))):
        return Role.MANAGER
    if any(map(actor.allows, ("read", f"{scope}.read"))):
        return Role.VIEWER
    raise Forbidden
