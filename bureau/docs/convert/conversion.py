"""The two conversions as the rest of docs calls them: each in a process of its own, with limits."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .limits import USUAL, Limits
from .media import Asset
from .refusals import BY_CODE, ConversionFailed, TookTooLong, TooLarge, UnknownFormat
from .result import Converted
from .tree import Node

READABLE = ("docx", "odt", "md", "html", "txt")
WRITABLE = ("docx", "odt", "pdf", "md", "html", "txt")

ROOT = Path(__file__).resolve().parents[3]
# Signals that a limit ends a process with.
OVER_LIMIT = (signal.SIGXCPU, signal.SIGKILL, signal.SIGXFSZ)
log = logging.getLogger(__name__)


def read(format: str, source: Path | bytes, limits: Limits = USUAL) -> Converted:
    """Read a file into a document."""
    if format not in READABLE:
        raise UnknownFormat
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.input_bytes:
        raise TooLarge
    with tempfile.TemporaryDirectory(prefix="bureau-convert-") as name:
        work = Path(name)
        path = work / "source" if isinstance(source, bytes) else source.resolve()
        if isinstance(source, bytes):
            path.write_bytes(source)
        answer = _run(["read", format, str(path)], work, limits)
        return Converted(answer["envelope"], _load_assets(work, answer), answer["warnings"])


def write(
    format: str,
    envelope: Node,
    assets: Mapping[str, Asset],
    title: str,
    limits: Limits = USUAL,
) -> bytes:
    """Write a document as a file.

    `envelope["people"]`, when given, maps the ids of persons to the names that they go by in the
    file.
    """
    if format not in WRITABLE:
        raise UnknownFormat
    with tempfile.TemporaryDirectory(prefix="bureau-convert-") as name:
        work = Path(name)
        request = {"envelope": envelope, "title": title, "assets": keep_assets(work, assets)}
        (work / "request.json").write_text(json.dumps(request))
        _run(["write", format, str(work / "request.json")], work, limits)
        return (work / "made").read_bytes()


def keep_assets(work: Path, assets: Mapping[str, Asset]) -> dict[str, list[str]]:
    """Put assets into files, and return the file name and media type of each."""
    named: dict[str, list[str]] = {}
    for number, (key, asset) in enumerate(assets.items()):
        (work / f"asset{number}").write_bytes(asset.bytes)
        named[key] = [f"asset{number}", asset.media_type]
    return named


def load_assets(work: Path, named: Mapping[str, list[str]]) -> dict[str, Asset]:
    """Return the assets that were put into files."""
    return {key: Asset((work / file).read_bytes(), kind) for key, (file, kind) in named.items()}


def _load_assets(work: Path, answer: Node) -> dict[str, Asset]:
    return load_assets(work, answer["assets"])


def _run(arguments: list[str], work: Path, limits: Limits) -> Node:
    """Run one conversion and return its answer."""
    given = json.dumps([limits.cpu_s, limits.memory_bytes, limits.output_bytes])
    command = [sys.executable, "-m", "bureau.docs.convert", *arguments, str(work), given]
    with (work / "errors").open("wb") as errors:
        child = subprocess.Popen(
            command,
            cwd=work,
            env=_environment(work),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        try:
            child.wait(limits.wall_s)
        except subprocess.TimeoutExpired as error:
            raise TookTooLong from error
        finally:
            _end(child)
    return _answer(work, child.returncode)


def _environment(work: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "HOME": str(work), "TMPDIR": str(work)}


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the process with all that it started."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _answer(work: Path, status: int) -> Node:
    path = work / "answer.json"
    if status == 0 and path.exists():
        answer: Node = json.loads(path.read_bytes())
        if "refused" not in answer:
            return answer
        raise BY_CODE.get(answer["refused"], ConversionFailed)(answer["detail"])
    if -status in OVER_LIMIT:
        raise TookTooLong
    said = (work / "errors").read_text(errors="replace")[-4000:]
    log.warning("A conversion ended with %s: %s", status, said)
    raise ConversionFailed
