"""Services: the long-running parts of the process, one registration each, started by role.

`bureau serve` runs all roles in one process; `--roles` picks some.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["web", "smtp", "imap", "jobs", "realtime"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Service:
    """A named coroutine that runs until `stop` is set, ends what it has begun, and returns."""

    role: Role
    name: str
    run: Callable[[asyncio.Event], Awaitable[None]]


_services: dict[str, Service] = {}


def register_service(service: Service) -> None:
    """Add a service; a second registration under one name replaces the first."""
    _services[service.name] = service


def services(roles: Iterable[Role]) -> list[Service]:
    """Return the registered services of these roles, in order of registration."""
    wanted = set(roles)
    return [service for service in _services.values() if service.role in wanted]
