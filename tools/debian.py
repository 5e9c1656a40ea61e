"""The programs that the tests need from Debian: installed when missing and allowed, else named."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

POSTGRESQL = Path("/usr/lib/postgresql")


def _on_path(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _has_postgresql() -> bool:
    return any(POSTGRESQL.glob("*/bin/initdb"))


NEEDED: dict[str, Callable[[], bool]] = {
    # The second database that every test runs on.
    "postgresql": _has_postgresql,
    # The browser of the journeys.
    "chromium": _on_path("chromium"),
    # A foreign SMTP client.
    "swaks": _on_path("swaks"),
    # Foreign IMAP clients: two that synchronise both ways, one for people, one for scripts.
    "isync": _on_path("mbsync"),
    "offlineimap3": _on_path("offlineimap"),
    "neomutt": _on_path("neomutt"),
    # A mail program that hands in mail.
    "msmtp": _on_path("msmtp"),
    # A foreign client of everything with an address.
    "curl": _on_path("curl"),
    # Messages between several processes.
    "redis-server": _on_path("redis-server", "valkey-server"),
}


def missing() -> list[str]:
    """Return the Debian packages that are not installed."""
    return [package for package, is_installed in NEEDED.items() if not is_installed()]


def install_test_services() -> None:
    """Install what is missing, or end with the command that does."""
    packages = missing()
    if not packages:
        return
    prefix = privilege()
    if prefix is None or not shutil.which("apt-get"):
        raise SystemExit(f"The tests need: apt-get install {' '.join(packages)}")
    print(f"Installing {', '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        subprocess.run(
            [*prefix, "apt-get", *arguments],
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )


def privilege() -> list[str] | None:
    """Return what goes before a command that needs root; None when there is no way to be root."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], check=False).returncode:
        return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"]
    return None
