"""Build the organisation's model from what its persons wrote, in a process of its own: it takes a
minute of a processor and some hundred megabytes, which are nobody else's.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from bureau.compose.engine.training import K_AUTHORS
from bureau.compose.models import Learner, Organisation
from bureau.compose.serving import forget_writer
from bureau.people import Person
from bureau.platform import blobs

from .learn_person import release

LONGEST_S = 1800
PROGRAM = "bureau.compose.engine.train"


def learn_organisation() -> bool:
    """Build the model anew when any corpus changed; tell whether it did. One transaction, after
    the building. With fewer authors than a word group must have, there is no model.
    """
    hashes = _corpora()
    if len(hashes) < K_AUTHORS:
        return _store("", {}, b"")
    fingerprint = sha256(" ".join(hashes).encode()).hexdigest()
    current = Organisation.objects.filter(id=Organisation.ONLY).first()
    if current and current.learned_from == fingerprint:
        return False
    with tempfile.TemporaryDirectory(prefix="bureau-compose-") as folder:
        about, model = _built(Path(folder), hashes)
    return _store(fingerprint, about, model)


def _corpora() -> list[str]:
    """Return the blobs of the corpora of everybody who is here. One query."""
    here = Learner.objects.exclude(person__state=Person.State.DELETED).exclude(corpus="")
    return sorted(here.values_list("corpus", flat=True))


def _built(folder: Path, hashes: Sequence[str]) -> tuple[dict[str, Any], bytes]:
    for place, hash in enumerate(hashes):
        (folder / f"{place:06d}.corpus").write_bytes(blobs.read(hash))
    subprocess.run([sys.executable, "-m", PROGRAM, str(folder)], check=True, timeout=LONGEST_S)
    about: dict[str, Any] = json.loads((folder / "about.json").read_text())
    return about, (folder / "model").read_bytes()


@transaction.atomic
def _store(fingerprint: str, about: dict[str, Any], model: bytes) -> bool:
    row, _ = Organisation.objects.select_for_update().get_or_create(id=Organisation.ONLY)
    if not model and not row.model:
        return False
    old = row.model
    row.model = blobs.put(model).hash if model else ""
    if row.model:
        blobs.retain(row.model)
    row.weights = about.get("weights", [])
    row.calibration = about.get("calibration", {})
    row.authors, row.words = about.get("authors", 0), about.get("words", 0)
    row.learned_from, row.built_at = fingerprint, timezone.now()
    row.save()
    release([old])
    forget_writer("")
    return True
