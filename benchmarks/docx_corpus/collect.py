"""The corpus: Word files from the test folders of published packages.

Packages are fetched by their own clients into a cache folder outside of the repository; nothing of
them is kept here.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(os.environ.get("DOCX_CORPUS", Path.home() / ".cache" / "bureau" / "docx_corpus"))
PYPI = ("python-docx", "PyDocX", "docx2html", "docx-revisions", "mammoth")
NPM = ("mammoth", "docx4js", "docximager", "docxyz", "carbone")
LARGEST = 50 * 1024 * 1024


def collected() -> list[Path]:
    """Return the files of packages, each content once; fetch them the first time."""
    target = FOLDER / "packages"
    if not target.exists():
        archives = FOLDER / "archives"
        archives.mkdir(parents=True, exist_ok=True)
        _fetch(archives)
        target.mkdir()
        for archive in sorted(archives.iterdir()):
            for name, content in _files(archive):
                digest = hashlib.sha256(content).hexdigest()[:8]
                if not list(target.glob(f"{digest}-*")):
                    (target / f"{digest}-{name}").write_bytes(content)
    return sorted(target.iterdir())


def _fetch(folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    for name in PYPI:
        subprocess.run([*pip, "--dest", str(folder), name], check=False)
    for name in NPM:
        subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=False)


def _files(archive: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(archive) as package:
            for member in package:
                if member.isfile() and member.name.endswith(".docx") and member.size < LARGEST:
                    content = package.extractfile(member)
                    yield Path(member.name).name, content.read() if content else b""
    except tarfile.TarError:
        return
