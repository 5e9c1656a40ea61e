"""Small genuine files, written byte by byte: pictures (PNG), pages (PDF), tables (CSV)."""

import csv
import io
import struct
import zlib
from collections.abc import Mapping, Sequence


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return a picture that fades from the colour to white (RFC 2083)."""
    lines = bytearray()
    for y in range(height):
        share = y / max(height - 1, 1)
        pixel = bytes(round(part + (255 - part) * share) for part in colour)
        lines += b"\0" + pixel * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """Return one A4 page of text (ISO 32000-1)."""
    text = [f"BT /F1 18 Tf 56 780 Td ({_escaped(title)}) Tj /F1 11 Tf"]
    text += [f"0 -{34 if n == 0 else 18} Td ({_escaped(line)}) Tj" for n, line in enumerate(lines)]
    stream = ("\n".join(text) + "\nET").encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _pdf_file(objects)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    body, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start, size = len(body), len(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    body += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(body)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as CSV in UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
