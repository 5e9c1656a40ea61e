"""The TLS certificate of the mail servers: `tls/mail.pem` in the data folder, self-signed on first
start.

An administrator may put a certificate of their own (chain and key in one PEM file) in its place.
"""

import os
import ssl
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from bureau.platform.config import config

VALIDITY = timedelta(days=3650)


def tls_context() -> ssl.SSLContext:
    """Return the context of the mail servers, with a certificate made now if there is none."""
    path = config().data_dir / "tls" / "mail.pem"
    if not path.exists():
        _write(path, self_signed(config().domain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def self_signed(domain: str) -> bytes:
    """Return a fresh key and a certificate for the domain, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, domain)])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALIDITY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(domain)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem + certificate.public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes) -> None:
    """Put the file in place whole, unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"mail.{os.getpid()}.tmp")
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
