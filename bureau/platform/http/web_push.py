"""Encryption of what push services carry (RFC 8291: aes128gcm of RFC 8188 with keys of the
receiver).
"""

import base64
import binascii
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_RECORD_BYTES = 4096
_LAST_RECORD = b"\x02"
MOST_BYTES = _RECORD_BYTES - 17
"""A single record: the tag and the delimiter take the rest."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The public key and the secret that a receiver gave."""

    key: ec.EllipticCurvePublicKey
    secret: bytes


def receiver_of(p256dh: str, auth: str) -> Receiver:
    """Read base64url texts as the Push API gives them; raises `ValueError`."""
    secret = _decoded(auth)
    if len(secret) != 16:
        raise ValueError("The secret has 16 bytes.")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(p256dh))
    return Receiver(key, secret)


def encrypt(content: bytes, receiver: Receiver) -> bytes:
    """Return a body of `Content-Encoding: aes128gcm`, of at most `MOST_BYTES` of content."""
    if len(content) > MOST_BYTES:
        raise ValueError("Too long for one record.")
    own = ec.generate_private_key(ec.SECP256R1())
    public, salt = _point(own.public_key()), os.urandom(16)
    info = b"WebPush: info\x00" + _point(receiver.key) + public
    shared = _derived(own.exchange(ec.ECDH(), receiver.key), receiver.secret, info, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + _RECORD_BYTES.to_bytes(4, "big") + len(public).to_bytes(1, "big") + public
    return head + AESGCM(key).encrypt(nonce, content + _LAST_RECORD, None)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("Not base64url.") from error
