"""Check settings, database, storage, ports and migrations, and say what to do."""

import argparse
from dataclasses import asdict

from bureau.composition.admin import checkup
from bureau.composition.admin.checkup import Check, Outcome
from bureau.composition.web import listen
from bureau.platform.config import Endpoint, config

from ._output import show

SIGNS = {"ok": "ok     ", "warning": "warning", "failed": "FAILED "}


def arguments(parser: argparse.ArgumentParser) -> None:
    """`bureau doctor` has no options."""


def run(options: argparse.Namespace) -> int:
    """Run every check; 1 when one failed."""
    findings = checkup.run_checks(CHECKS)
    lines = [f"{SIGNS[item.state]}  {item.check}: {item.message}" for item in findings]
    show(options, [asdict(item) for item in findings], "\n".join(lines))
    return int(any(item.state == "failed" for item in findings))


def _port(endpoint: Endpoint) -> Check:
    def check() -> Outcome:
        if not endpoint.host:
            return "ok", "off"
        if endpoint.path:
            return "ok", f"{endpoint.path} is made at start"
        try:
            listen(endpoint).close()
        except OSError as error:
            # A running server holds its ports: no fault then.
            return "warning", f"{endpoint}: {error.strerror}"
        return "ok", f"{endpoint} is free"

    return check


CHECKS: dict[str, Check] = {
    "data folder": checkup.data_folder,
    "database": checkup.database,
    "database pages": checkup.database_pages,
    "migrations": checkup.migrations,
    "blobs": checkup.blobs,
    "messages": checkup.messages,
    "dead letters": checkup.dead_letters,
    "outgoing mail": checkup.outgoing_mail,
    "mail in the DNS": checkup.mail_dns,
    "administrators": checkup.administrators,
    **{
        f"port {name}": _port(getattr(config(), name))
        for name in ("http", "smtp", "submission", "submissions", "imap", "lmtp")
    },
}
