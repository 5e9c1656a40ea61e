"""Blobs: immutable byte strings addressed by their BLAKE3 hash, in a local folder or an
S3-compatible store.

    blob = blobs.put_stream(chunks)          # durable when it returns; any thread
    with transaction.atomic():
        blobs.retain(blob.hash)              # one reference per row that names it
        Message.objects.create(blob=blob.hash, size_bytes=blob.size_bytes, …)

A blob without references is deleted a day after it was last put. Equal bytes are stored once, which
clients
cannot notice: bytes are always received in full.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
