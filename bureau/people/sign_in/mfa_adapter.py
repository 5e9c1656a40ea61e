"""allauth's adapter for second factors: where passkeys belong, and secrets encrypted at rest."""

import base64
import hashlib
from functools import cache
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet

from bureau.platform.config import config


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """What differs from allauth's defaults."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host of the public address, whatever Host header came in."""
        host = urlsplit(config().public_url).hostname or "localhost"
        return {"id": host, "name": f"Bureau ({config().domain})"}

    def get_totp_issuer(self) -> str:
        return f"Bureau ({config().domain})"

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


@cache
def _cipher() -> Fernet:
    key = hashlib.sha256(b"bureau.people.factors/" + config().secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
