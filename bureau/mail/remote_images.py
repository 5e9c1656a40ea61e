"""Pictures of the web in mail, fetched by us, made anew, kept: the reader's address, cookies and
reading time stay unknown to the sender.

The addresses are signed for two weeks, so that nobody else fetches through us; no cookie is needed,
for the frame that shows them has none. No SVG, no more than 10 MB, one frame, at most 2,000 pixels.
"""

import base64
import binascii
import hmac
import time
from datetime import timedelta
from hashlib import blake2s

from blake3 import blake3
from django.db import transaction
from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.blobs import BlobRef
from bureau.platform.config import config
from bureau.platform.http.outgoing import Unreachable, fetch
from bureau.platform.pictures import made_small

from .models import RemoteImage

PREFIX = "/mail/images?"
LARGEST_BYTES = 10 << 20
BOX = (2000, 2000)
WEEK_S = 7 * 86_400
KEPT = timedelta(days=30)
RETRIED = timedelta(hours=1)
LONGEST_URL = 4_000


def proxied(url: str) -> str:
    """Return our address of a picture of the web; empty where it is none that we fetch."""
    absolute = f"https:{url}" if url.startswith("//") else url
    if len(absolute) > LONGEST_URL:
        return ""
    encoded = base64.urlsafe_b64encode(absolute.encode()).decode().rstrip("=")
    return f"{PREFIX}u={encoded}&s={_sign(absolute, _week())}"


def _week() -> int:
    return int(time.time()) // WEEK_S


def _sign(url: str, week: int) -> str:
    key = config().secret_key.encode()[:32]
    text = f"{week} {url}".encode()
    return blake2s(text, key=key, digest_size=12, person=b"mailimgs").hexdigest()


def signed_url(encoded: str, signature: str) -> str | None:
    """Return the address that was signed in this week or the last, None for any other."""
    try:
        url = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    now = _week()
    good = [hmac.compare_digest(signature, _sign(url, week)) for week in (now, now - 1)]
    return url if any(good) else None


def image_blob(url: str) -> str:
    """Return the hash of the picture at an address, as WebP; empty where there is none to show.

    Kept for a month; what could not be fetched is tried again after an hour.
    """
    key = blake3(url.encode()).hexdigest()
    known = _known(key)
    return known if known is not None else _store(key, _fetched(url))


def small_blob(source: str, section: str, content: bytes, box: tuple[int, int]) -> str:
    """Return the hash of an attached picture made anew within a box; empty where it is none."""
    key = blake3(f"{source}:{section}:{box}".encode()).hexdigest()
    known = _known(key)
    return known if known is not None else _store(key, made_small([content], *box))


def _known(key: str) -> str | None:
    row = RemoteImage.objects.filter(key=key).first()
    if row is None or timezone.now() - row.fetched_at > (KEPT if row.blob else RETRIED):
        return None
    return row.blob


def _fetched(url: str) -> bytes:
    try:
        found = fetch(url, LARGEST_BYTES, accept="image/*")
    except Unreachable:
        return b""
    return made_small([found.content], *BOX)


def _store(key: str, picture: bytes) -> str:
    ref = blobs.put(picture) if picture else BlobRef("", 0)
    with transaction.atomic():
        if ref.hash:
            blobs.retain(ref.hash)
        old = RemoteImage.objects.select_for_update().filter(key=key).first()
        if old and old.blob:
            blobs.release(old.blob)
        RemoteImage.objects.update_or_create(key=key, defaults={"blob": ref.hash})
    return ref.hash


def forget_images() -> None:
    """Let go of pictures that are a month old."""
    for row in RemoteImage.objects.filter(fetched_at__lt=timezone.now() - KEPT)[:1_000]:
        with transaction.atomic():
            if row.blob:
                blobs.release(row.blob)
            row.delete()
