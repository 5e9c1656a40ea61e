"""What `make run` does once all is set up: bring the database up to date, load the demo, serve."""

import os
import subprocess
from pathlib import Path

from stamps import ROOT

BUREAU = str(ROOT / ".venv" / "bin" / "bureau")


def main() -> None:
    """Become the server; it prints its address and how to sign in."""
    os.chdir(ROOT)
    Path(os.environ.setdefault("BUREAU_DATA", str(ROOT / "data"))).mkdir(
        parents=True, exist_ok=True
    )
    for step in (["migrate", "--quiet"], ["demo"]):
        done = subprocess.run([BUREAU, *step], check=False)
        if done.returncode:
            raise SystemExit(f"bureau {step[0]} failed")
    os.execv(BUREAU, [BUREAU, "serve"])


if __name__ == "__main__":
    main()
