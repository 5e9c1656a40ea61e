"""Settings from the environment, read once, checked, and typed. Documented in
docs/admin/settings.md.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal


class BadSetting(ValueError):
    """An environment variable cannot be understood; the message names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A host and a port to listen on; port 0 asks for a free one, host '' means: do not listen."""

    host: str
    port: int

    @classmethod
    def parse(cls, name: str, text: str) -> "Endpoint":
        """Read `host:port`, `[v6]:port`, `unix:/path/of/a/socket` or `off`."""
        if text == "off":
            return cls("", 0)
        if text.startswith("unix:/"):
            return cls(text, 0)
        host, _, port = text.rpartition(":")
        if not host or not port.isdigit() or int(port) > 65535:
            raise BadSetting(
                f"{name} is '{text}'. Write host:port, such as 127.0.0.1:8000, or off."
            )
        return cls(host.strip("[]"), int(port))

    @property
    def path(self) -> str:
        """The path of a Unix socket; empty for an address of the network."""
        return self.host.removeprefix("unix:") if self.host.startswith("unix:") else ""

    def __str__(self) -> str:
        if self.path:
            return self.host
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of one installation."""

    data_dir: Path
    database_url: str
    """Empty for the embedded SQLite database in `data_dir`, else postgresql://…"""
    blobs_url: str
    """Empty for the folder `blobs` in `data_dir`, else s3://bucket/prefix?endpoint=…"""
    pubsub_url: str
    """Empty for one process, else redis://…"""
    http: Endpoint
    smtp: Endpoint
    submission: Endpoint
    submissions: Endpoint
    """Submission with TLS from the first byte."""
    imap: Endpoint
    imaps: Endpoint
    sieve: Endpoint
    """IMAP with TLS from the first byte."""
    lmtp: Endpoint
    dns: tuple[Endpoint, ...]
    """The resolvers to ask; empty for the system's."""
    domain: str
    smarthost: str
    """Empty for delivery by MX, else smtp://user:password@host:port or smtps://…"""
    public_url: str
    proxies: int
    """How many reverse proxies of ours stand in front; their X-Forwarded-… headers are believed, no
    others.
    """
    frame_bytes: int
    """The largest message that a websocket takes."""
    log_format: Literal["text", "json"]
    debug: bool

    @property
    def secret_key(self) -> str:
        """The installation's secret, made on first use and kept in `data_dir`, readable by its
        owner only.
        """
        return _secret(self.data_dir / "secret.key")


@cache
def _secret(path: Path) -> str:
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"secret.{os.getpid()}.tmp")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
    return path.read_text().strip()


def read_config(env: Mapping[str, str]) -> Config:
    """Build the settings from `BUREAU_…` variables; raises `BadSetting`."""

    def endpoint(name: str, default: str) -> Endpoint:
        return Endpoint.parse(name, env.get(name, default))

    http = endpoint("BUREAU_HTTP", "127.0.0.1:8000")
    return Config(
        data_dir=Path(env.get("BUREAU_DATA", "./data")).absolute(),
        database_url=_scheme(env, "BUREAU_DATABASE_URL", ("postgresql://", "postgres://")),
        blobs_url=_scheme(env, "BUREAU_BLOBS_URL", ("s3://",)),
        pubsub_url=_scheme(env, "BUREAU_PUBSUB_URL", ("redis://", "rediss://", "unix://")),
        http=http,
        smtp=endpoint("BUREAU_SMTP", "127.0.0.1:2525"),
        submission=endpoint("BUREAU_SUBMISSION", "127.0.0.1:2587"),
        submissions=endpoint("BUREAU_SUBMISSIONS", "off"),
        imap=endpoint("BUREAU_IMAP", "127.0.0.1:2143"),
        imaps=endpoint("BUREAU_IMAPS", "off"),
        sieve=_beside(endpoint("BUREAU_IMAP", "127.0.0.1:2143"), env.get("BUREAU_SIEVE", "")),
        lmtp=endpoint("BUREAU_LMTP", "off"),
        dns=_endpoints(env, "BUREAU_DNS"),
        domain=env.get("BUREAU_DOMAIN", "demo.example").lower(),
        smarthost=_scheme(env, "BUREAU_SMARTHOST", ("smtp://", "smtps://")),
        public_url=env.get("BUREAU_PUBLIC_URL", f"http://localhost:{http.port}").rstrip("/"),
        proxies=_count(env, "BUREAU_PROXIES"),
        frame_bytes=_count(env, "BUREAU_FRAME_BYTES", 1024 * 1024),
        log_format=_log_format(env),
        debug=env.get("BUREAU_DEBUG", "") == "1",
    )


def _beside(imap: Endpoint, text: str) -> Endpoint:
    """Where scripts are managed: if nothing else is said, on the host of IMAP, port 4190."""
    if text or not imap.host:
        return Endpoint.parse("BUREAU_SIEVE", text or "off")
    return Endpoint(imap.host, 4190 if imap.port else 0)


def _count(env: Mapping[str, str], name: str, default: int = 0) -> int:
    text = env.get(name, str(default))
    if not text.isdigit():
        raise BadSetting(f"{name} is '{text}'. Write a number.")
    return int(text)


def _endpoints(env: Mapping[str, str], name: str) -> tuple[Endpoint, ...]:
    given = [text.strip() for text in env.get(name, "").split(",")]
    return tuple(Endpoint.parse(name, text) for text in given if text)


def _log_format(env: Mapping[str, str]) -> Literal["text", "json"]:
    match env.get("BUREAU_LOG", "text"):
        case "text":
            return "text"
        case "json":
            return "json"
        case other:
            raise BadSetting(f"BUREAU_LOG is '{other}'. Write text or json.")


def _scheme(env: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str:
    value = env.get(name, "")
    if value and not value.startswith(schemes):
        raise BadSetting(f"{name} must start with {' or '.join(schemes)}.")
    return value


@cache
def config() -> Config:
    """Return the settings of this process."""
    return read_config(os.environ)
