"""Letters as mailboxes have them: plain, with HTML, some with a file. The same for every run."""

import base64
import random
from collections.abc import Iterator

_TEXT = """order refund screen battery delivery warehouse invoice customer grade photo carrier label
return repair supplier market budget meeting agenda minutes contract quality listing stock"""
_WORDS = _TEXT.split()
RARE = "zanzibar"
"""In the body of every hundredth letter."""


def letters(count: int, seed: int = 1) -> Iterator[bytes]:
    """Yield letters of about 7 kilobytes on average."""
    source = random.Random(seed)
    for number in range(count):
        yield _letter(source, seed, number)


def _letter(source: random.Random, seed: int, number: int) -> bytes:
    author, subject = source.choice(_WORDS), " ".join(source.sample(_WORDS, 5))
    text = _text(source, source.randint(40, 400)) + (f" {RARE}" if number % 100 == 0 else "")
    head = (
        f"Return-Path: <{author}@vendor.example>\r\n"
        f"Received: from mx.vendor.example by demo.example; Mon, 1 Jan 2024 10:00:00 +0000\r\n"
        f'From: "{author.title()} Vendor" <{author}@vendor.example>\r\n'
        f"To: Anna <anna@demo.example>, team@demo.example\r\nCc: {author}.copy@vendor.example\r\n"
        f"Subject: Re: {subject}\r\nDate: Mon, 1 Jan 2024 10:{number % 60:02d}:00 +0000\r\n"
        f"Message-ID: <{seed}.{number}@vendor.example>\r\n"
        f"In-Reply-To: <{seed}.{number // 3}.x@vendor.example>\r\nMIME-Version: 1.0\r\n"
    )
    if number % 3 == 0:
        body = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        return (head + body).encode()
    parts = [f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}", _html(text)]
    if number % 3 == 2:
        parts.append(_file(source))
    kind = "mixed" if number % 3 == 2 else "alternative"
    inner = "".join(f"--b{number}\r\n{part}\r\n" for part in parts)
    opening = f'Content-Type: multipart/{kind}; boundary="b{number}"\r\n\r\n'
    return f"{head}{opening}{inner}--b{number}--\r\n".encode()


def _text(source: random.Random, count: int) -> str:
    words = source.choices(_WORDS, k=count)
    return "\r\n".join(" ".join(words[start : start + 12]) for start in range(0, count, 12))


def _html(text: str) -> str:
    lines = "".join(f"<p>{line}</p>\r\n" for line in text.split("\r\n"))
    return f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{lines}</body></html>"


def _file(source: random.Random) -> str:
    raw = base64.encodebytes(source.randbytes(4_000)).decode().replace("\n", "\r\n")
    return (
        'Content-Type: application/pdf; name="list.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="list.pdf"\r\n\r\n{raw}'
    )
