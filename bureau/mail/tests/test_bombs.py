"""Messages made to cost much are read within fixed processor time and memory, and leave little
behind. The limits are the operating system's: a reader that goes beyond is killed.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from .bombs import BOMBS

MOST_STORED = 3_000_000
"""What a message may put into the database, in characters."""
MOST_PAGE = 20_000_000
EXTRA_KIB = 900 << 10
"""Memory beyond what the message itself took to be made."""


@pytest.fixture(scope="module")
def readings() -> dict[str, dict[str, Any]]:
    """Return what each message took and left; those that were killed are missing."""
    done = subprocess.run(
        [sys.executable, "-m", "bureau.mail.tests.bombs"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bureau.composition.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_stays_within_its_limits(name: str, readings: dict[str, dict[str, Any]]) -> None:
    took = readings[name]
    assert took["parts"] <= 1_100
    assert took["headers"] <= 2_000
    assert took["references"] <= 200
    assert took["stored"] <= MOST_STORED
    assert took["listed"] <= MOST_STORED
    assert took["page"] <= MOST_PAGE
    assert took["words"] <= 200_100
    assert took["extra_kib"] <= EXTRA_KIB
