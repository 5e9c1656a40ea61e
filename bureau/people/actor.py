"""The actor: who asks for something. Every action and query is given one; policies decide by it."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["person", "service", "system", "guest"]
RoleName = Literal["admin", "helpdesk", "member", "guest"]

EVERYONE = "everyone"
"""The principal that every person of the organisation is a member of."""

ALL_SCOPES = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a service account, the system itself, or a guest without an account."""

    person_id: str
    name: str
    email: str
    kind: ActorKind
    role: RoleName
    scopes: frozenset[str] = ALL_SCOPES
    """What the token allows (`drive.read`, `mail.send`, …); a session allows everything."""

    @property
    def is_admin(self) -> bool:
        """Whether the actor may administer the organisation."""
        return self.role == "admin"

    @property
    def is_helpdesk(self) -> bool:
        """Whether the actor may help people with their accounts."""
        return self.role in ("admin", "helpdesk")

    def allows(self, scope: str) -> bool:
        """Tell whether the token of the actor covers a scope."""
        return "*" in self.scopes or scope in self.scopes


SYSTEM = Actor("", "Bureau", "", "system", "admin")
GUEST = Actor("", "Guest", "", "guest", "guest", frozenset())
