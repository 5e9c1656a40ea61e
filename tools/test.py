"""Every test: the checks, the web tests, the browser journeys, and pytest on both databases (on
PostgreSQL what stores something).

The SQLite pass comes last, so that the output ends with pytest's closing line.
"""

import os
import sys

import check
import node
from postgresql import temporary_server
from stamps import ROOT

PYTEST = [sys.executable, "-m", "pytest", "-q"]
PARALLEL = ["-n", "2", "--dist", "loadfile"]
APART = ["--ignore=tests/journeys", "--ignore=tests/architecture"]


def main() -> None:
    """Run all parts, also after a failure, and end with 1 when one failed."""
    failed = check.run_checks()
    failed += [
        name for name, ran in (("web tests", web_tests), ("journeys", journeys)) if not ran()
    ]
    if not on_postgresql():
        failed.append("tests on PostgreSQL")
    if not check.passes("tests on SQLite", [*PYTEST, *PARALLEL, *APART], dict(os.environ)):
        failed.append("tests on SQLite")
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


def web_tests() -> bool:
    """Run the unit tests of the web app."""
    if not (ROOT / "web" / "package.json").exists():
        return True
    command = ["npm", "run", "--silent", "test"]
    return check.passes("web tests", command, node.environment(), folder=str(ROOT / "web"))


def journeys() -> bool:
    """Drive the browser through the stories, one after the other."""
    if not any((ROOT / "tests" / "journeys").glob("test_*.py")):
        return True
    return check.passes("journeys", [*PYTEST, "tests/journeys"], dict(os.environ))


def on_postgresql() -> bool:
    """Run the tests on a PostgreSQL server of their own."""
    with temporary_server() as url:
        environment = {**os.environ, "BUREAU_TEST_DATABASE_URL": url}
        return check.passes("tests on PostgreSQL", [*PYTEST, *PARALLEL, *APART], environment)


if __name__ == "__main__":
    main()
