"""The web app: installs its npm packages and builds it.

`web.py npm …` runs npm in web/ with our Node.
"""

import subprocess
import sys

import node
from stamps import ROOT, digest, is_current, newest, write

WEB = ROOT / "web"
BUILT = WEB / "dist" / "index.html"
SOURCES = ("src", "public", "index.html", "package-lock.json", "vite.config.ts", "tsconfig.json")


def build() -> None:
    """Install and build, unless the built app is newer than all it is made from."""
    if not (WEB / "package.json").exists():
        return
    install()
    if BUILT.exists() and BUILT.stat().st_mtime >= newest(WEB / name for name in SOURCES):
        return
    print("Building the web app", flush=True)
    npm("run", "--silent", "build", "--", "--logLevel=warn")
    BUILT.touch()


def install() -> None:
    """Install the locked npm packages."""
    expected = digest([WEB / "package.json", WEB / "package-lock.json"])
    stamp = WEB / "node_modules" / ".stamp"
    if is_current(stamp, expected):
        return
    print("Installing npm packages", flush=True)
    npm("ci", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    write(stamp, expected)


def npm(*arguments: str) -> None:
    """Run npm in web/; a failure ends the program with its exit code."""
    done = subprocess.run(["npm", *arguments], cwd=WEB, env=node.environment(), check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


if __name__ == "__main__":
    if sys.argv[1:2] == ["npm"]:
        npm(*sys.argv[2:])
    else:
        build()
