"""Passwords at other servers, kept only as long as a transfer runs, encrypted with the
installation's key.
"""

import base64

from blake3 import blake3
from cryptography.fernet import Fernet, InvalidToken

from bureau.platform.config import config

from .found import BadSource


def _cipher() -> Fernet:
    context = "bureau mail transfer secrets"
    key = blake3(config().secret_key.encode(), derive_key_context=context).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def sealed_secret(password: str) -> str:
    """Return the password encrypted."""
    return _cipher().encrypt(password.encode()).decode()


def opened_secret(sealed: str) -> str:
    """Return the password; raises `BadSource` where the key has changed."""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise BadSource("The password is not known any more. Begin the import again.") from None
