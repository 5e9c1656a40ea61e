"""Set up a checkout: `set_up.py run` to run it, `dev` to check it, `test` to test it.

Each step is skipped when nothing it depends on has changed, so a second call takes no time. It runs
with any Python 3.11, before the virtual environment exists.
"""

import sys

import debian
import python_packages
import web


def main(purpose: str) -> None:
    """Do what the purpose needs, in order."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it is the first to run, with any Python
        raise SystemExit("Bureau needs Python 3.11 or newer. Name it: make PYTHON=python3.11 …")
    if purpose not in ("run", "dev", "test"):
        raise SystemExit("usage: set_up.py run|dev|test")
    if purpose == "test":
        debian.install_test_services()
    python_packages.install("requirements.txt" if purpose == "run" else "requirements-dev.txt")
    web.build()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
