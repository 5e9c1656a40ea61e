"""Converters: files of other programs into documents of ours, and back.

`read(format, source)` gives a document (`Converted`: envelope, assets, warnings) and
`write(format, envelope, assets, title)` gives a file. Both refuse with a subclass of
`ConversionFailed` that says why in words for the person; both touch nothing but a folder of their
own that is gone afterwards. Every conversion runs in a process of its own with limits of time,
memory and output, without network: it costs about a third of a second to start, and is no work for
a thread that serves requests. Docs, the only caller, decides rights and keeps the assets.
Docx comes back equal: read, written and read again it is the same envelope.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
