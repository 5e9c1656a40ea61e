"""Renew requirements.txt and requirements-dev.txt from pyproject.toml: exact versions with their hashes."""

import sys

from python_packages import run_uv

FLAGS = (
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def main(*more: str) -> None:
    """Write both files; `--upgrade` takes the newest versions that pyproject.toml allows."""
    run_uv("pip", "compile", *FLAGS, *more, "pyproject.toml", "-o", "requirements.txt")
    run_uv(
        "pip", "compile", *FLAGS, *more, "--group", "dev", "pyproject.toml", "-o", "requirements-dev.txt"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
