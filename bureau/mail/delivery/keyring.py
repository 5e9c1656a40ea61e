"""The keys that our domains sign with: made on first need, in `dkim/<domain>/<selector>.pem` of the
data folder. Two kinds for each domain; the newest of a kind signs.
"""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from django.utils import timezone

from bureau.platform.config import config

from ..trust.keys import PrivateKey, algorithm_of, key_record

KINDS = ("rsa", "ed")
_NAME = re.compile(r"(rsa|ed)-\d{8}[0-9a-f]{2}\Z")
_DOMAIN = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+\Z")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key and the selector that it is published under."""

    domain: str
    selector: str
    key: PrivateKey

    @property
    def name(self) -> str:
        """The name of its DNS record."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self) -> str:
        """The text of its DNS record."""
        return key_record(self.key)

    @property
    def algorithm(self) -> str:
        """What it signs with."""
        return algorithm_of(self.key)


def signing_keys(domain: str) -> list[SigningKey]:
    """Return the keys that sign for a domain, RSA first; made now when there are none."""
    folder = _folder(domain)
    found = []
    for kind in KINDS:
        names = sorted(one.stem for one in folder.glob(f"{kind}-*.pem") if _NAME.match(one.stem))
        path = folder / f"{names[-1]}.pem" if names else _make(folder, kind)
        found.append(SigningKey(domain, path.stem, _read(path, path.stat().st_mtime_ns)))
    return found


def rotate(domain: str) -> list[SigningKey]:
    """Make fresh keys for a domain, which sign from now on; the old ones stay published."""
    folder = _folder(domain)
    for kind in KINDS:
        _make(folder, kind)
    return signing_keys(domain)


def _folder(domain: str) -> Path:
    if not _DOMAIN.match(domain):
        raise ValueError(f"{domain} is no domain")
    return config().data_dir / "dkim" / domain


@lru_cache(maxsize=200)
def _read(path: Path, _changed: int) -> PrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey)
    return key


def _make(folder: Path, kind: str) -> Path:
    """Put a fresh key in place whole; when two processes make one, the later name signs."""
    key: PrivateKey
    if kind == "rsa":
        key = rsa.generate_private_key(65537, 2048)
    else:
        key = ed25519.Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    last = [one.stem for one in folder.glob(f"{kind}-{timezone.now():%Y%m%d}*.pem")]
    number = max((int(name[-2:], 16) for name in last), default=-1) + 1
    path = folder / f"{kind}-{timezone.now():%Y%m%d}{number:02x}.pem"
    fresh = path.with_name(f"{secrets.token_hex(8)}.tmp")
    fresh.touch(mode=0o600)
    fresh.write_bytes(pem)
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    return path
