"""Routes of sharing: who has access, limited folders, links."""

from collections.abc import Mapping

from ninja import Router, Status

from bureau.access import Role
from bureau.drive import sharing_queries
from bureau.drive.actions.links import create_link, remove_link
from bureau.drive.actions.share import limit, share, unshare
from bureau.people.http.auth import signed_in

from .requests import SignedRequest
from .schemas import GrantIn, GrantList, LimitIn, LinkIn, LinkList, LinkOut

Row = Mapping[str, object]

router = Router(auth=signed_in)


@router.get("/drive/nodes/{id}/grants", response=GrantList)
def list_grants(request: SignedRequest, id: str) -> Mapping[str, object]:
    """Who has access, here and inherited."""
    return {"items": sharing_queries.grants(request.auth, id)}


@router.post("/drive/nodes/{id}/grants", response=GrantList)
def add_grants(request: SignedRequest, id: str, body: GrantIn) -> Mapping[str, object]:
    """Give people or groups a role; replaces the one they had here."""
    share(request.auth, id, body.principals, Role[body.role.upper()], body.expires_at)
    return {"items": sharing_queries.grants(request.auth, id)}


@router.delete("/drive/nodes/{id}/grants/{principal}", response={204: None})
def delete_grant(request: SignedRequest, id: str, principal: str) -> Status[None]:
    """Take back a role given here; everybody may take back their own."""
    unshare(request.auth, id, principal)
    return Status(204, None)


@router.put("/drive/nodes/{id}/limited", response={204: None})
def put_limited(request: SignedRequest, id: str, body: LimitIn) -> Status[None]:
    """Cut a folder off from what is granted above it, or join it again."""
    limit(request.auth, id, body.is_limited)
    return Status(204, None)


@router.get("/drive/nodes/{id}/links", response=LinkList)
def list_links(request: SignedRequest, id: str) -> Mapping[str, object]:
    """The links of a node."""
    return {"items": sharing_queries.links(request.auth, id)}


@router.post("/drive/nodes/{id}/links", response={201: LinkOut})
def add_link(request: SignedRequest, id: str, body: LinkIn) -> Status[Row]:
    """Make a link to a node."""
    link = create_link(request.auth, id, body.password, body.expires_at, Role[body.role.upper()])
    return Status(201, sharing_queries.link_row(link))


@router.delete("/drive/nodes/{id}/links/{token}", response={204: None})
def delete_link(request: SignedRequest, id: str, token: str) -> Status[None]:
    """Make a link stop working."""
    remove_link(request.auth, id, token)
    return Status(204, None)
