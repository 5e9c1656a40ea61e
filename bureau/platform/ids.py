"""Identifiers: UUIDv7 (RFC 9562 §5.7) written in 26 characters of Crockford base32, lower case.

They sort by creation time, as text and as numbers, so a primary key is also a keyset cursor.
"""

import os
import threading
import time
from typing import TYPE_CHECKING, Any

from django.core.validators import RegexValidator
from django.db import models

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
PATTERN = r"^[0-7][0-9a-hjkmnp-tv-z]{25}$"

_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS = range(120, -1, -10)

_lock = threading.Lock()
_last = 0
_last_second = 0


def _next_tick() -> int:
    """Return 60 bits of time that never repeat in this process: milliseconds, then 12 bits."""
    global _last
    now = (time.time_ns() << 12) // 1_000_000
    with _lock:
        _last = max(now, _last + 1)
        return _last


def rising_second() -> int:
    """Return the time in whole seconds, or later if need be: never twice in this process."""
    global _last_second
    with _lock:
        _last_second = max(int(time.time()), _last_second + 1)
        return _last_second


def new_id() -> str:
    """Return a fresh identifier; later calls in one process always sort after earlier ones."""
    tick = _next_tick()
    random_bits = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    value = (tick >> 12) << 80 | 0x7 << 76 | (tick & 0xFFF) << 64 | 0b10 << 62 | random_bits
    return encode(value)


def encode(value: int) -> str:
    """Write a 128-bit number in 26 characters."""
    return "".join([_PAIRS[(value >> shift) & 1023] for shift in _SHIFTS])


def is_id(text: str) -> bool:
    """Tell whether the text has the form of an identifier."""
    return len(text) == LENGTH and text[0] in ALPHABET[:8] and all(c in ALPHABET for c in text)


if TYPE_CHECKING:
    TextField = models.CharField[str, str]
else:
    TextField = models.CharField


class IdField(TextField):
    """A primary key or reference that holds an identifier."""

    default_validators = [RegexValidator(PATTERN)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = LENGTH
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs


def primary_key() -> IdField:
    """Return the primary key that every table of ours has."""
    return IdField(primary_key=True, default=new_id, editable=False)
