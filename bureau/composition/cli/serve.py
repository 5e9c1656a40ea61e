"""Start the server with all its roles, or some of them."""

import argparse
import sys

from bureau.composition import demo
from bureau.composition import serve as process
from bureau.platform.config import config
from bureau.platform.http.health import pending_migrations
from bureau.platform.process import ROLES, Role


def roles(text: str) -> list[Role]:
    """Read a comma-separated list of roles."""
    named = text.split(",")
    wanted = [role for role in ROLES if role in named]
    if unknown := set(named) - set(wanted):
        raise argparse.ArgumentTypeError(
            f"no role {', '.join(sorted(unknown))}; there are {', '.join(ROLES)}"
        )
    return wanted


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau serve`."""
    parser.add_argument("--roles", type=roles, default=list(ROLES), help=f"of {','.join(ROLES)}")


def run(options: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    if pending := pending_migrations():
        print(f"{len(pending)} migrations are not applied. Run `bureau migrate`.", file=sys.stderr)
        return 1
    if "web" in options.roles and config().http.host:
        print(f"Bureau: {config().public_url}", flush=True)
        print(demo.sign_in_hint(), flush=True)
    return process.serve(options.roles)
