"""Who may do what with a document: its roles are those of its node in drive, by account or link.

Viewers read, commenters comment, contributors and above write. Somebody with a link and no account
is a guest: named by themselves, and nobody's person.
"""

from dataclasses import dataclass

from bureau import drive, realtime
from bureau.access import Link, Role
from bureau.drive import Standing, Verb
from bureau.people import Actor
from bureau.platform.errors import Refusal

from .errors import DocumentNotFound

KIND = "doc"
GUEST = "guest:"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an actor, and the link that was opened if there is one."""

    actor: Actor
    link: Link | None = None

    @property
    def author(self) -> str:
        """How the log of changes names the caller."""
        return self.actor.person_id or GUEST + self.actor.name


def standing(caller: Caller, document_id: str, verb: Verb) -> Standing:
    """Return the node if the caller may do this with the document, else refuse. Three queries,
    with a link two more.
    """
    found = drive.reach(caller.actor, document_id, verb, caller.link)
    if found.node.kind != KIND:
        raise DocumentNotFound
    return found


def role_of(actor: Actor, document_id: str, link: realtime.LinkAccess | None) -> int:
    """Return the role of somebody at the websocket door, 0 for none."""
    return role_with(actor, document_id, _opened(link))


def role_with(actor: Actor, document_id: str, link: Link | None) -> int:
    """Return the role that counts now, 0 for none: what is in the trash can only be read."""
    try:
        found = drive.reach(actor, document_id, Verb.READ, link)
    except Refusal:
        return 0
    is_trashed = drive.facts_of(found.node).is_trashed
    return min(found.role, Role.VIEWER) if is_trashed else found.role


def _opened(link: realtime.LinkAccess | None) -> Link | None:
    if link is None:
        return None
    cookies = {f"link_{link.token}": link.key} if link.key else link.cookies
    try:
        return drive.opened_link(link.token, cookies)
    except Refusal:
        return None
