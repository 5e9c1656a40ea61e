"""Messages made to cost much, and a program that reads them within limits: `python -m
bureau.mail.tests.bombs [NAME…]` prints what each took; nothing of one that went beyond.
"""

import io
import json
import os
import resource
import sys
import zipfile
from collections.abc import Callable

MEMORY_BYTES = 3 << 30
CPU_S = 30
HEAD = b"From: a@x.example\r\nTo: b@x.example\r\nSubject: Boom\r\nMIME-Version: 1.0\r\n"


def many_parts() -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 100_000 + b"--b--\r\n"
    )


def deep_parts() -> bytes:
    heads = (
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(1_000)
    )
    return HEAD + b"".join(heads) + b"Content-Type: text/plain\r\n\r\nx\r\n"


def same_boundary() -> bytes:
    part = b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 50_000


def deep_messages() -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 20_000 + b"x\r\n"


def large_base64() -> bytes:
    part = b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return HEAD + part + (b"A" * 76 + b"\r\n") * (133 * 1024 * 1024 // 78)


def broken_base64() -> bytes:
    part = b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return HEAD + part + b"PGI+=" * (8 << 20)


def long_header() -> bytes:
    return HEAD + b"X-Long: " + b"=?utf-8?q?=41?= " * (64 << 10) + b"\r\n\r\nx\r\n"


def long_subject() -> bytes:
    return b"Subject: " + b"=?utf-8?b?w6k=?= " * (60 << 10) + b"\r\n\r\nx\r\n"


def many_headers() -> bytes:
    return HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(100_000)) + b"\r\nx\r\n"


def no_end_of_headers() -> bytes:
    return b"no header line at all " * (2 << 20)


def many_recipients() -> bytes:
    people = b",\r\n ".join(b"Person <p%d@x.example>" % number for number in range(100_000))
    return b"From: a@x.example\r\nTo: " + people + b"\r\n\r\nx\r\n"


def nested_comments() -> bytes:
    return b"From: " + b"(" * 400_000 + b"\r\nTo: " + b'"\\' * 200_000 + b"\r\n\r\nx\r\n"


def nested_groups() -> bytes:
    return b"To: " + b"a:" * 200_000 + b"\r\nCc: " + b"a:;" * 100_000 + b"\r\n\r\nx\r\n"


def long_references() -> bytes:
    ids = b"\r\n ".join(b"<%d@x.example>" % number for number in range(50_000))
    return HEAD + b"References: " + ids + b"\r\nIn-Reply-To: " + b"<" * 100_000 + b"\r\n\r\nx\r\n"


def many_parameters() -> bytes:
    names = b"".join(b";a*%d*=%%41" % number for number in range(60_000))
    return HEAD + b"Content-Type: text/plain" + names + b"\r\n\r\nx\r\n"


def _page(source: bytes) -> bytes:
    return HEAD + b"Content-Type: text/html\r\n\r\n" + source


def deep_html() -> bytes:
    return _page(b"<div>" * 500_000)


def deep_tables() -> bytes:
    return _page(b"<table><tr><td>" * 60_000)


def misnested_html() -> bytes:
    return _page(b"<b><i><p><a href=x>" * 40_000)


def many_attributes() -> bytes:
    return _page(b"<p " + b"".join(b"a%d=x " % number for number in range(100_000)) + b">x")


def open_tags() -> bytes:
    return _page(b"<" * 3_000_000)


def many_styles() -> bytes:
    return _page(b"<style>p{color:red}</style>" * 50_000)


def deep_css() -> bytes:
    return _page(
        b"<style>" + b"@media all{" * 40_000 + b"</style><p style='" + b"(" * 20_000 + b"'>"
    )


def many_images() -> bytes:
    return _page(b"<img src='http://x.example/a.png'>" * 80_000)


def _office(document: bytes, copies: int = 1) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for number in range(1, copies):
            archive.writestr(f"word/header{number}.xml", document)
    return _file(b"docx", b"octet-stream", packed.getvalue())


def _file(ending: bytes, subtype: bytes, content: bytes) -> bytes:
    named = b"Content-Disposition: attachment; filename=a." + ending + b"\r\n"
    parts = (
        b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/" + subtype
    )
    mixed = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return HEAD + mixed + parts + b"\r\n" + named + b"\r\n" + content + b"\r\n--b--\r\n"


def packed_zeros() -> bytes:
    return _office(b"\0" * (400 << 20))


def packed_many() -> bytes:
    return _office(b"<w:t>" * (1 << 20), 150)


def packed_open_tags() -> bytes:
    return _office(b"<" * (8 << 20))


def packed_pdf() -> bytes:
    import zlib

    stream = zlib.compress(zlib.compress(b"0 0 m " * (8 << 20), 9), 9)
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n4 0 obj<</Length "
        + str(len(stream)).encode()
        + b"/Filter[/FlateDecode/FlateDecode]>>stream\n"
    )
    return _file(b"pdf", b"pdf", content + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n")


def looping_pdf() -> bytes:
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF\n"
    )
    return _file(b"pdf", b"pdf", content)


BOMBS: dict[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        many_parts, deep_parts, same_boundary, deep_messages, large_base64, broken_base64,
        long_header, long_subject, many_headers, no_end_of_headers, many_recipients,
        nested_comments, nested_groups, long_references, many_parameters, deep_html, deep_tables,
        misnested_html, many_attributes, open_tags, many_styles, deep_css, many_images,
        packed_zeros, packed_many, packed_open_tags, packed_pdf, looping_pdf,
    )
}  # fmt: skip


def read_all(raw: bytes) -> dict[str, int]:
    """Do with a message all that intake, lists and readers do; return how much came of it."""
    from bureau.mail.actions.file_email import addresses_of, structure_of
    from bureau.mail.safe_html import safe_page
    from bureau.mail.search.extract import words_inside
    from bureau.platform.mime import parse
    from bureau.platform.mime.rendering import render

    message = parse(raw)
    assert "unreadable" not in message.defects
    document = json.dumps([structure_of(message), addresses_of(message)])
    rendered = render(raw, message.root)
    return {
        "parts": len(list(message.root.walk())),
        "headers": len(message.headers),
        "stored": len(document),
        "listed": len(rendered.envelope) + len(rendered.structure),
        "page": len(safe_page(raw).html),
        "words": len(words_inside(raw, message)),
        "references": len(message.references),
    }


def _read_limited(name: str) -> None:
    raw = BOMBS[name]()
    made = resource.getrusage(resource.RUSAGE_SELF)
    spent = made.ru_utime + made.ru_stime
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + CPU_S, int(spent) + CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    found = read_all(raw)
    own = resource.getrusage(resource.RUSAGE_SELF)
    took = {
        "cpu_ms": int((own.ru_utime + own.ru_stime - spent) * 1000),
        "extra_kib": own.ru_maxrss - made.ru_maxrss,
    }
    sys.stdout.write(json.dumps({"name": name, "bytes": len(raw), **found, **took}) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read each bomb in a process of its own, within the limits; a line of JSON for each."""
    import django

    django.setup()
    for name in sys.argv[1:] or BOMBS:
        child = os.fork()
        if not child:
            _read_limited(name)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
