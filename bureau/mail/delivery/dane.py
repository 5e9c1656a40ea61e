"""DANE (RFC 6698, 7672): the DNS itself says which key a host has, where DNSSEC protects it."""

import hashlib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from django.utils import timezone

from ..trust.dns import ask

TRUST_ANCHOR, END_ENTITY = 2, 3


@dataclass(frozen=True, slots=True)
class Tlsa:
    """One association that can be used for SMTP."""

    usage: int
    selector: int
    matching: int
    content: bytes

    def fits(self, certificate: x509.Certificate) -> bool:
        """Tell whether it names this certificate, or its key."""
        if self.selector == 0:
            chosen = certificate.public_bytes(serialization.Encoding.DER)
        else:
            chosen = certificate.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        digests = {0: lambda: chosen, 1: lambda: hashlib.sha256(chosen).digest()}
        digests[2] = lambda: hashlib.sha512(chosen).digest()
        return digests[self.matching]() == self.content


def associations(host: str, port: int) -> list[Tlsa] | None:
    """Return what the DNS says of a host; None when it says nothing that can be trusted, empty
    when TLS is promised and no association can be used. Raises `DnsTrouble`.
    """
    answer = ask(f"_{port}._tcp.{host}", "TLSA", 20)
    if not answer.is_secure or not answer.records:
        return None
    found = [Tlsa(one.usage, one.selector, one.mtype, bytes(one.cert)) for one in answer.records]
    return [
        one
        for one in found
        if one.usage in (TRUST_ANCHOR, END_ENTITY)
        and one.selector in (0, 1)
        and one.matching in (0, 1, 2)
    ]


def is_right(chain: Sequence[bytes], known: Sequence[Tlsa], names: Sequence[str]) -> bool:
    """Tell whether a chain, the host's own certificate first, is one of those that are known.

    An end entity's name and dates do not count; below a trust anchor they do (RFC 7672 section 3).
    """
    certificates = [x509.load_der_x509_certificate(one) for one in chain]
    if not certificates:
        return False
    if any(one.usage == END_ENTITY and one.fits(certificates[0]) for one in known):
        return True
    anchors = [one for one in known if one.usage == TRUST_ANCHOR]
    for at, certificate in enumerate(certificates):
        if any(one.fits(certificate) for one in anchors):
            below = certificates[: at + 1]
            return _is_chain(below) and _is_named(certificates[0], names)
    return False


def _is_chain(certificates: Sequence[x509.Certificate]) -> bool:
    now = timezone.now()
    if not all(one.not_valid_before_utc <= now <= one.not_valid_after_utc for one in certificates):
        return False
    try:
        for certificate, issuer in zip(certificates, certificates[1:], strict=False):
            certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_named(certificate: x509.Certificate, names: Sequence[str]) -> bool:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return False
    given = {one.lower() for one in found.value.get_values_for_type(x509.DNSName)}
    wildcards = {f"*.{name.partition('.')[2]}" for name in names}
    return bool(given & ({name.lower() for name in names} | wildcards))


def chain_of(sock: ssl.SSLSocket) -> list[bytes]:
    """Return the certificates that the host sent, its own first, as DER."""
    reader = getattr(sock, "get_unverified_chain", None)
    if reader is not None:
        return list(reader())
    found = sock._sslobj.get_unverified_chain()  # type: ignore[attr-defined]  # public since 3.13
    return [ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in found or ()]
