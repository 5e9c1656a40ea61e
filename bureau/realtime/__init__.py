"""Realtime: documents that several people write at once. It keeps Yjs updates and knows no app.

A product registers its kind of item (`register_item_kind`) and says who has which role; the
websocket `/rt/{item}` then lets them write together. What a peer has seen, and what was
acknowledged, is durable.

`create_item`, `copy_item`, `delete_item` and `edit` run in the caller's transaction and check no
rights; open rooms hear of them after commit. `edit(item_id, author, change)` loads the document,
calls `change(doc)` and stores what it changed as one ordinary update; it holds the item's lock
until the transaction ends, so keep what follows short. Offsets in pycrdt's texts are UTF-8 bytes:
use `insert_text`, `delete_text`, `format_text`, which count code points.

`load` costs one query and the decoding of the state (16 ms for 200 pages). Errors are subclasses of
`RealtimeRefusal`. The names in `__init__.pyi` are the whole public interface.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
