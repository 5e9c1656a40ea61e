"""Builds an organisation's model: `python -m bureau.compose.engine.train FOLDER`, where the folder
holds a `….corpus` file per author; writes `model` and `about.json` into it.
"""

import json
import os
import sys
from pathlib import Path

from .corpus import Corpus
from .training import learn

NICENESS = 15


def main(folder: Path) -> None:
    """Read, learn, write."""
    os.nice(NICENESS)
    corpora = [Corpus.from_bytes(file.read_bytes()) for file in sorted(folder.glob("*.corpus"))]
    learned = learn(corpora)
    (folder / "model").write_bytes(learned.model)
    (folder / "about.json").write_text(json.dumps(learned.to_json()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
