"""Pictures from anybody, decoded in a limited sub-process and written anew as WebP.

`made_small` never raises for what the bytes are: it answers with nothing where they cannot be
decoded within the limits. What it returns holds no metadata, no script and one frame.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable

PATIENCE_S = 60

__all__ = ["made_small"]


def made_small(content: Iterable[bytes], width: int, height: int) -> bytes:
    """Return the picture within a box, upright, as WebP; empty where it cannot be made."""
    with tempfile.TemporaryFile() as file:
        for chunk in content:
            file.write(chunk)
        file.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "bureau.platform.pictures.process", str(width), str(height)],
                stdin=file,
                capture_output=True,
                timeout=PATIENCE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return b""
    return done.stdout if done.returncode == 0 else b""
