"""What `make run` does once all is set up: bring the database up to date, load the demo, serve.

The first two are skipped while the migrations and the database are those of the last start: each
command costs seconds of imports, and a second start shall be quick.
"""

import os
import subprocess
from pathlib import Path

from stamps import ROOT, digest, is_current, write

BUREAU = str(ROOT / ".venv" / "bin" / "bureau")


def main() -> None:
    """Become the server; it prints its address and how to sign in."""
    os.chdir(ROOT)
    data = Path(os.environ.setdefault("BUREAU_DATA", str(ROOT / "data")))
    prepare(data / "prepared")
    os.execv(BUREAU, [BUREAU, "serve"])


def prepare(stamp: Path) -> None:
    """Migrate the database and load the demo company, which does nothing when it is there."""
    migrations = (ROOT / "bureau").rglob("migrations/[0-9]*.py")
    expected = digest(migrations, os.environ.get("BUREAU_DATABASE_URL", ""))
    if is_current(stamp, expected):
        return
    stamp.parent.mkdir(parents=True, exist_ok=True)
    for step in (["migrate", "--quiet"], ["demo"]):
        done = subprocess.run([BUREAU, *step], check=False)
        if done.returncode:
            raise SystemExit(f"bureau {step[0]} failed")
    write(stamp, expected)


if __name__ == "__main__":
    main()
