"""A process with the services of its roles, from start to a drained stop; two of them when the
documents are among the roles.
"""

import asyncio
import errno
import logging
import os
import signal
from collections.abc import Iterable

import uvloop

from bureau.platform import jobs
from bureau.platform.process import Role, Service, register_service, services

from . import live, web
from .supervisor import Supervisor, groups

log = logging.getLogger(__name__)

TAKEN = "another program listens on its address. Give it another one: docs/admin/settings.md"
STOP_S = 9.0
"""All services have stopped by then, or are left behind."""


def register_services() -> None:
    """Add the services of the platform to those of the apps."""
    web.register()
    live.register()
    register_service(Service("jobs", "jobs", jobs.run_worker))


def serve(roles: Iterable[Role]) -> int:
    """Run until a signal or a failing service ends it; return the exit code."""
    register_services()
    apart = groups(list(roles))
    return serve_here(apart[0]) if len(apart) == 1 else Supervisor(apart, serve_here).run()


def serve_here(roles: Iterable[Role]) -> int:
    """Run the services of these roles in this process."""
    code = uvloop.run(_run(services(roles)))
    logging.shutdown()
    # Threads that still wait for a slow peer must not keep the process.
    os._exit(code)


async def _run(wanted: list[Service]) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    tasks = {asyncio.create_task(_guarded(service, stop), name=service.name) for service in wanted}
    await stop.wait()
    log.info("stopping")
    _done, late = await asyncio.wait(tasks, timeout=STOP_S) if tasks else (set(), set())
    for task in late:
        log.warning("service %s did not stop in time", task.get_name())
    return int(any(task.done() and task.result() for task in tasks) or bool(late))


async def _guarded(service: Service, stop: asyncio.Event) -> bool:
    """Run a service; when it ends before it was asked to, stop the others. Return whether it
    failed.
    """
    try:
        await service.run(stop)
        failed = not stop.is_set()
    except OSError as error:
        # The commonest failure of a start deserves a sentence instead of a traceback.
        taken = error.errno == errno.EADDRINUSE
        log.error("service %s: %s", service.name, TAKEN if taken else error, exc_info=not taken)
        failed = True
    except Exception:
        log.exception("service %s failed", service.name)
        failed = True
    stop.set()
    return failed
