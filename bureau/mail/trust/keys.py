"""Keys and signatures of DKIM and ARC: rsa-sha256 and ed25519-sha256 (RFC 6376, 8301, 8463)."""

import base64
import binascii
from typing import Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from .dns import DnsTrouble, Lookups
from .fields import BadTags, read_tags, squeezed

Result = Literal["pass", "fail", "neutral", "policy", "permerror", "temperror", "none"]
PublicKey = rsa.RSAPublicKey | ed25519.Ed25519PublicKey
PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
ALGORITHMS = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
SHORTEST_RSA = 1024
LONGEST_RSA = 8192


class Unverifiable(Exception):
    """A signature cannot be judged; carries the result to report."""

    def __init__(self, result: Result, problem: str) -> None:
        super().__init__(problem)
        self.result = result
        self.problem = problem


def published_key(
    lookups: Lookups, domain: str, selector: str, algorithm: str
) -> tuple[PublicKey, dict[str, str]]:
    """Fetch the key of a selector with the tags of its record; raises `Unverifiable`."""
    try:
        texts = lookups.texts(f"{selector}._domainkey.{domain}")
    except DnsTrouble as trouble:
        raise Unverifiable("temperror", str(trouble)) from None
    if len(texts) != 1:
        raise Unverifiable("permerror", "no key" if not texts else "several keys")
    try:
        tags = read_tags(texts[0])
    except BadTags:
        raise Unverifiable("permerror", "the key record is broken") from None
    _check_record(tags, algorithm)
    return _public_key(tags), tags


def _check_record(tags: dict[str, str], algorithm: str) -> None:
    if tags.get("v", "DKIM1") != "DKIM1" or tags.get("k", "rsa") != ALGORITHMS[algorithm]:
        raise Unverifiable("permerror", "the key is of another kind")
    if "sha256" not in tags.get("h", "sha256").split(":"):
        raise Unverifiable("permerror", "the key does not allow sha256")
    if not {"*", "email"} & {one.strip() for one in tags.get("s", "*").split(":")}:
        raise Unverifiable("permerror", "the key is not for mail")
    if "p" not in tags:
        raise Unverifiable("permerror", "the key record has no key")
    if not tags["p"]:
        raise Unverifiable("permerror", "the key was revoked")


def _public_key(tags: dict[str, str]) -> PublicKey:
    try:
        content = base64.b64decode(squeezed(tags["p"]), validate=True)
        if tags.get("k") == "ed25519":
            return ed25519.Ed25519PublicKey.from_public_bytes(content)
        key = serialization.load_der_public_key(content)
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        raise Unverifiable("permerror", "the key cannot be read") from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise Unverifiable("permerror", "the key is of another kind")
    if not SHORTEST_RSA <= key.key_size <= LONGEST_RSA:
        raise Unverifiable("policy", f"a key of {key.key_size} bits is not accepted")
    return key


def is_signed(key: PublicKey, signature: bytes, signed: bytes) -> bool:
    """Tell whether the signature is the key's over these bytes."""
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            key.verify(signature, digest(signed))
    except InvalidSignature:
        return False
    return True


def sign(key: PrivateKey, signed: bytes) -> bytes:
    """Sign bytes."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
    return key.sign(digest(signed))


def algorithm_of(key: PrivateKey) -> str:
    """Return what the `a=` tag says of signatures by this key."""
    return "rsa-sha256" if isinstance(key, rsa.RSAPrivateKey) else "ed25519-sha256"


def key_record(key: PrivateKey) -> str:
    """Return the TXT record to publish for a key."""
    public = key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        content = public.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    else:
        content = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    kind = ALGORITHMS[algorithm_of(key)]
    return f"v=DKIM1; k={kind}; p={base64.b64encode(content).decode()}"


def digest(content: bytes) -> bytes:
    """Return the SHA-256 of bytes."""
    made = hashes.Hash(hashes.SHA256())
    made.update(content)
    return made.finalize()
