"""One conversion, in a process of its own.

`python -m bureau.docs.convert read|write FORMAT SOURCE WORK LIMITS`
The answer, or why there is none, is left in WORK. Nothing of this process outlives it.
"""

import json
import sys
from pathlib import Path

from .conversion import keep_assets, load_assets
from .formats import reader, writer
from .limits import Limits, apply
from .refusals import ConversionFailed, NotThatFormat, TookTooLong
from .tree import Node

DEEPEST_CALLS = 5000


def main(verb: str, format: str, source: str, work: str, given: str) -> None:
    """Convert, and leave the answer."""
    cpu_s, memory_bytes, output_bytes = json.loads(given)
    apply(Limits(cpu_s=cpu_s, memory_bytes=memory_bytes, output_bytes=output_bytes))
    sys.setrecursionlimit(DEEPEST_CALLS)
    folder = Path(work)
    try:
        answer = json.dumps(VERBS[verb](format, Path(source), folder))
    except ConversionFailed as refusal:
        answer = _refused(refusal.code, refusal.detail)
    except MemoryError:
        answer = _refused(TookTooLong.code, TookTooLong.title)
    except RecursionError:
        answer = _refused(NotThatFormat.code, "This file is nested too deeply.")
    (folder / "answer.json").write_text(answer)


def _refused(code: str, detail: str) -> str:
    return json.dumps({"refused": code, "detail": detail})


def _read(format: str, source: Path, work: Path) -> Node:
    found = reader(format)(source.read_bytes())
    return {
        "envelope": found.envelope,
        "assets": keep_assets(work, found.assets),
        "warnings": found.warnings,
    }


def _write(format: str, source: Path, work: Path) -> Node:
    request = json.loads(source.read_bytes())
    assets = load_assets(work, request["assets"])
    made = writer(format)(request["envelope"], assets, request["title"])
    (work / "made").write_bytes(made)
    return {}


VERBS = {"read": _read, "write": _write}

if __name__ == "__main__":
    main(*sys.argv[1:])
