"""Which domains and addresses are the organisation's beside those of persons and groups: further
domains, aliases, catch-all addresses.
"""

from django.db.models import QuerySet

from bureau.platform.config import config
from bureau.platform.db import prepared

from .models import MailAlias, MailDomain

MOST_TARGETS = 100


def domain_of(email: str) -> str:
    """Return the domain of an address, lower case."""
    return email.rpartition("@")[2].lower()


def is_own_domain(domain: str) -> bool:
    """Tell whether mail for the domain is ours. At most one query."""
    return domain == config().domain or bool(_catch_all(domain))


def own_domains() -> list[str]:
    """Return all domains, the installation's own first. One query."""
    names = MailDomain.objects.order_by("name").values_list("name", flat=True)
    return list(dict.fromkeys([config().domain, *names]))


def targets_of(email: str) -> list[str]:
    """Return the addresses that an alias stands for; none when it is no alias. One query."""
    found = _targets(email.lower())
    return found[0] if found else []


def catch_all_of(domain: str) -> str:
    """Return where mail for unknown addresses of a domain goes; empty to refuse it. One query."""
    found = _catch_all(domain)
    return found[0] if found else ""


@prepared
def _targets(email: str) -> "QuerySet[MailAlias, list[str]]":
    return MailAlias.objects.filter(email=email).values_list("targets", flat=True)


@prepared
def _catch_all(domain: str) -> QuerySet[MailDomain, str]:
    return MailDomain.objects.filter(name=domain).values_list("catch_all", flat=True)
