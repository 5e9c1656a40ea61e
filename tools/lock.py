"""Renew requirements.txt and requirements-dev.txt: exact versions with their hashes."""

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


# Mirrors beside the main index may hold a part of a release only, and so a part of its hashes.
MIRRORS = ("UV_INDEX", "UV_FIND_LINKS")


def main(*more: str) -> None:
    """Write both files; `--upgrade` takes the newest versions that pyproject.toml allows."""
    compile_lock("requirements.txt", *more)
    compile_lock("requirements-dev.txt", "--group=dev", *more)


def compile_lock(target: str, *more: str) -> None:
    """Write one file; versions that are locked already stay unless asked otherwise."""
    run_uv("pip", "compile", *FLAGS, *more, "pyproject.toml", "-o", target, without=MIRRORS)


if __name__ == "__main__":
    main(*sys.argv[1:])
