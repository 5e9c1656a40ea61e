"""A passkey device in software: ES256, user verified, no attestation (WebAuthn §6.5)."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost:8000"


@dataclass
class Passkey:
    """One credential on one device."""

    rp_id: str = "localhost"
    origin: str = ORIGIN
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer navigator.credentials.create() as PublicKeyCredential.toJSON() does."""
        attested = AttestedCredentialData.create(
            b"\0" * 16,
            self.credential_id,
            ES256.from_cryptography_key(self.key.public_key()),  # type: ignore[no-untyped-call]
        )
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
        auth = AuthenticatorData.create(self._rp_hash(), flags, 0, bytes(attested))
        attestation = AttestationObject.create("none", auth, {})
        return self._credential(
            {
                "clientDataJSON": websafe_encode(self._client("webauthn.create", options)),
                "attestationObject": websafe_encode(bytes(attestation)),
            }
        )

    def get(self, options: dict[str, Any], user_handle: str) -> dict[str, Any]:
        """Answer navigator.credentials.get()."""
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
        auth = bytes(AuthenticatorData.create(self._rp_hash(), flags, 1))
        client = self._client("webauthn.get", options)
        signed = auth + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(auth),
                "signature": websafe_encode(signature),
                "userHandle": user_handle,
            }
        )

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.credential_id),
            "rawId": websafe_encode(self.credential_id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": True}},
        }

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _rp_hash(self) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest()
