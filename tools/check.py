"""Every check of the code, in one go: all of them run, and the failed ones are named at the end."""

import subprocess
import sys
import tempfile
import time

import node
from stamps import ROOT

PYTHON = sys.executable
WEB = ROOT / "web"
CONCISE = ["--quiet", "--output-format=concise"]

CHECKS: dict[str, list[str]] = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", *CONCISE, "."],
    "lint": [PYTHON, "-m", "ruff", "check", *CONCISE, "."],
    "types": [PYTHON, "-m", "mypy", "bureau", "tests", "tools", "benchmarks"],
    "imports": [str(ROOT / ".venv" / "bin" / "lint-imports"), "--no-logo"],
    "architecture": [PYTHON, "-m", "pytest", "-q", "tests/architecture"],
}
WEB_CHECKS: dict[str, list[str]] = {
    "web": ["npm", "run", "--silent", "check"],
    "generated client": ["npm", "run", "--silent", "api", "--", "--check"],
    "bundle budget": ["npm", "run", "--silent", "budget"],
}


def run_checks() -> list[str]:
    """Run all checks; return the names of those that failed."""
    with tempfile.TemporaryDirectory(prefix="bureau-check-") as folder:
        environment = {**node.environment(), "BUREAU_DATA": folder}
        failed = [
            name for name, command in CHECKS.items() if not passes(name, command, environment)
        ]
        if not (WEB / "package.json").exists():
            return failed
        return failed + [
            name
            for name, command in WEB_CHECKS.items()
            if not passes(name, command, environment, folder=str(WEB))
        ]


def passes(
    name: str, command: list[str], environment: dict[str, str], folder: str = str(ROOT)
) -> bool:
    """Run one command and say how it went and how long it took."""
    print(f"--- {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, stdin=subprocess.DEVNULL
    )
    verdict = "FAILED" if done.returncode else "ok"
    print(f"--- {name}: {verdict} ({time.monotonic() - began:.0f} s)", flush=True)
    return done.returncode == 0


def test_share() -> float:
    """Return how many lines of tests there are for a line of source; migrations aside."""
    tests = source = 0
    for path in (file for name in ("bureau", "tests") for file in (ROOT / name).rglob("*.py")):
        lines = len(path.read_text().splitlines())
        if "tests" in path.relative_to(ROOT).parts:
            tests += lines
        elif path.parent.name != "migrations":
            source += lines
    return tests / source


def main() -> None:
    """Run all and end with 1 when one failed."""
    failed = run_checks()
    print(f"{test_share():.2f} lines of tests for a line of source")
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")
    print("all checks passed")


if __name__ == "__main__":
    main()
