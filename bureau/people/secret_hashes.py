"""Secrets that we generate: invitations, tokens, app passwords.

They carry 160 bits or more of randomness, so a keyed hash is as safe to store as a slow one and
costs microseconds: an IMAP client that signs in every minute must not cost 50 ms of CPU each time.
"""

import hashlib
import hmac
import secrets
from functools import cache

from bureau.platform.config import config

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
APP_PASSWORD_LENGTH = 32
"""32 of 32 letters: 160 bits."""


@cache
def _key() -> bytes:
    return hashlib.sha256(b"bureau.people.secrets/" + config().secret_key.encode()).digest()


def hashed(secret: str) -> str:
    """Return what is stored and looked up for a secret."""
    return hmac.new(_key(), secret.encode(), hashlib.sha256).hexdigest()


def new_token(prefix: str) -> str:
    """Return a secret that names its own kind, so that scanners find leaked ones."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def new_app_password() -> str:
    """Return a password that can be typed: eight groups of four letters and digits."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(APP_PASSWORD_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, APP_PASSWORD_LENGTH, 4))


def normalised_app_password(text: str) -> str:
    """Return the letters of an app password however somebody typed it."""
    return "".join(letter for letter in text.lower() if letter in LETTERS)
