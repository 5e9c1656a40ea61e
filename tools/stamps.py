"""Stamps: a step of the set-up is skipped while the files it was made from are the same.

A stamp is a file that holds the digest of its inputs; it is written after the step succeeded.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def digest(inputs: Iterable[Path], *words: str) -> str:
    """Return a digest of the contents of files and of some words."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(inputs):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes() if path.exists() else b"\0missing")
    return total.hexdigest()


def is_current(stamp: Path, expected: str) -> bool:
    """Tell whether the step was done for these inputs."""
    return stamp.exists() and stamp.read_text() == expected


def write(stamp: Path, expected: str) -> None:
    """Remember that the step was done."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(expected)


def newest(paths: Iterable[Path]) -> float:
    """Return the latest change below some paths; a removed file counts through its folder."""
    latest = 0.0
    for path in paths:
        if path.is_dir():
            latest = max(latest, path.stat().st_mtime, newest(path.iterdir()))
        elif path.exists():
            latest = max(latest, path.stat().st_mtime)
    return latest
