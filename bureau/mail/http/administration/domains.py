"""Settings of all mail, domains with their DNS checklist, and aliases."""

from typing import Annotated

from ninja import PatchDict, Query, Router, Status

from bureau.people.http.auth import admin_only
from bureau.platform.config import config
from bureau.platform.db import paginate

from ...actions import administer
from ...dns_checklist import checklist, host
from ...models import MailAlias, MailDomain
from ...organisation import Organisation, organisation
from ..requests import SignedRequest
from .schemas import (
    AliasIn,
    AliasOut,
    AliasPage,
    DnsOut,
    DomainIn,
    DomainOut,
    DomainPatch,
    DomainsOut,
)

router = Router(auth=admin_only)
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/mail/admin/settings", response=Organisation)
def get_organisation(request: SignedRequest) -> Organisation:
    """What holds for all mail of the organisation. One query."""
    return organisation()


@router.patch("/mail/admin/settings", response=Organisation)
def patch_organisation(request: SignedRequest, body: PatchDict[Organisation]) -> Organisation:
    """Change some of it; answers with all."""
    return administer.change_organisation(request.auth, body)


def _shown(row: MailDomain) -> dict[str, object]:
    return {
        "name": row.name,
        "is_primary": row.name == config().domain,
        "catch_all": row.catch_all,
        "sts_mode": row.sts_mode,
    }


@router.get("/mail/admin/domains", response=DomainsOut)
def list_domains(request: SignedRequest) -> dict[str, object]:
    """The domains whose mail is ours, the installation's own first. Two queries."""
    own = administer.domain_row(config().domain)
    others = MailDomain.objects.exclude(name=own.name).order_by("name")
    return {"items": [_shown(row) for row in (own, *others)]}


@router.post("/mail/admin/domains", response={201: DomainOut})
def add_domain(request: SignedRequest, body: DomainIn) -> Status[dict[str, object]]:
    """Take mail for a domain, and make its keys."""
    return Status(201, _shown(administer.add_domain(request.auth, body.name)))


@router.patch("/mail/admin/domains/{name}", response=DomainOut)
def patch_domain(
    request: SignedRequest, name: str, body: PatchDict[DomainPatch]
) -> dict[str, object]:
    """Change where mail for unknown addresses goes, or what is promised of TLS."""
    return _shown(administer.change_domain(request.auth, name, body))


@router.delete("/mail/admin/domains/{name}", response={204: None})
def remove_domain(request: SignedRequest, name: str) -> Status[None]:
    """Take no more mail for a domain."""
    administer.remove_domain(request.auth, name)
    return Status(204, None)


@router.get("/mail/admin/domains/{name}/dns", response=DnsOut)
def get_dns(request: SignedRequest, name: str) -> dict[str, object]:
    """What the domain needs in the DNS, and what is there now; takes some seconds at most."""
    row = administer.domain_row(name)
    return {"domain": row.name, "host": host(), "items": checklist(row)}


@router.post("/mail/admin/domains/{name}/keys", response={204: None})
def rotate_keys(request: SignedRequest, name: str) -> Status[None]:
    """Sign with fresh keys from now on; publish them before, or right after."""
    administer.rotate_keys(request.auth, name)
    return Status(204, None)


@router.get("/mail/admin/aliases", response=AliasPage)
def list_aliases(
    request: SignedRequest, domain: str, cursor: str | None = None, limit: Limit = 100
) -> dict[str, object]:
    """The aliases of a domain, by name. One query."""
    rows = MailAlias.objects.filter(domain=domain.lower())
    page = paginate(rows, ("email",), cursor, limit)
    return {"items": page.items, "next": page.next}


@router.put("/mail/admin/aliases", response=AliasOut)
def put_alias(request: SignedRequest, body: AliasIn) -> MailAlias:
    """Let an address stand for others, or change which."""
    return administer.put_alias(request.auth, body.email, body.targets)


@router.delete("/mail/admin/aliases/{email}", response={204: None})
def remove_alias(request: SignedRequest, email: str) -> Status[None]:
    """Let an address stand for nothing again."""
    administer.remove_alias(request.auth, email)
    return Status(204, None)
