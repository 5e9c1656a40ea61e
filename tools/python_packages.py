"""The virtual environment `.venv` and the locked Python packages in it.

uv installs them, with the indexes, wheel folders and certificates that pip is configured with
on this machine, because uv itself does not read pip's configuration.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from stamps import ROOT, digest, is_current, write

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
UV_VERSION = "0.13.9"


def install(requirements: str) -> None:
    """Bring the environment to the locked packages, and Bureau itself in place."""
    expected = digest([ROOT / requirements, ROOT / "pyproject.toml"], UV_VERSION)
    stamp = VENV / "stamps" / requirements
    if is_current(stamp, expected):
        return
    make_environment()
    print(f"Installing Python packages ({requirements})", flush=True)
    run_uv("pip", "install", "--quiet", "--compile-bytecode", "--requirement", requirements)
    run_uv("pip", "install", "--quiet", "--no-deps", "--editable", ".")
    compile_sources()
    write(stamp, expected)


def make_environment() -> None:
    """Create `.venv` with uv in it, unless they are there."""
    if not PYTHON.exists():
        print("Making the virtual environment .venv", flush=True)
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
        if made.returncode:
            raise SystemExit("Python's venv is incomplete. On Debian: apt-get install python3-venv")
    if not UV.exists():
        pip_install(f"uv=={UV_VERSION}")


def compile_sources() -> None:
    """Compile Bureau itself once, so that the first start does not."""
    folders = [str(ROOT / "bureau"), str(ROOT / "tools")]
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", *folders], check=True)


def pip_install(requirement: str) -> None:
    """Install one package with pip, which reads its own configuration."""
    subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", requirement], check=True)


def run_uv(*arguments: str, without: tuple[str, ...] = ()) -> None:
    """Run uv for `.venv`, configured as pip is, leaving out some of the settings."""
    settings = {name: value for name, value in uv_settings().items() if name not in without}
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV), **settings}
    subprocess.run([str(UV), *arguments], check=True, cwd=ROOT, env=environment)


def uv_settings() -> dict[str, str]:
    """Translate pip's effective configuration into uv's environment variables."""
    pip = pip_settings()
    wanted = {
        "UV_DEFAULT_INDEX": pip.get("index-url", ""),
        "UV_INDEX": pip.get("extra-index-url", ""),
        "UV_FIND_LINKS": ",".join(shlex.split(pip.get("find-links", ""))),
        "UV_INSECURE_HOST": pip.get("trusted-host", ""),
        "SSL_CERT_FILE": pip.get("cert", ""),
        "UV_HTTP_TIMEOUT": pip.get("timeout", pip.get("default-timeout", "")),
        # As pip does: the locked version counts, from whichever index has it.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    return {name: value for name, value in wanted.items() if value and name not in os.environ}


def pip_settings() -> dict[str, str]:
    """Return pip's settings by option; the environment goes before the files, as in pip."""
    listing = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    ).stdout
    settings: dict[str, str] = {}
    for line in sorted(listing.splitlines(), key=_rank):
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2]] = " ".join(shlex.split(value))
    return settings


def _rank(line: str) -> int:
    """Order the sections of pip's configuration from weakest to strongest."""
    order = ("global.", "install.", ":env:.")
    return next((n for n, prefix in enumerate(order) if line.startswith(prefix)), -1)


def site_packages() -> Path:
    """Return the folder that the packages are installed in."""
    return next((VENV / "lib").glob("python3.*/site-packages"))
