"""A document of 200 pages through every converter, each in its process: seconds and sizes.

python -m benchmarks.docx_corpus large
"""

import random
import resource
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bureau.docs import convert
from bureau.docs.convert.tree import Node, envelope, mark, node, paragraph, text

from .generate import WORDS

Made = TypeVar("Made")
BLOCKS, WORDS_A_BLOCK = 2100, 48


def main() -> None:
    """Write and read the document in all formats, and print the table."""
    whole = document()
    words = sum(len(one["text"].split()) for one in _texts(whole["body"]))
    print(f"{BLOCKS} blocks, {words} words\n")
    print("| format | write s | write CPU s | read s | read CPU s | MB |")
    print("|---|---:|---:|---:|---:|---:|")
    for format in convert.WRITABLE:
        made, wrote = _timed(partial(convert.write, format, whole, {}, "Large"))
        took = ""
        if format in convert.READABLE:
            took = _timed(partial(convert.read, format, made))[1]
        print(f"| {format} | {wrote} | {took or ' | '} | {len(made) / 1e6:.2f} |", flush=True)


def _timed(work: Callable[[], Made]) -> tuple[Made, str]:
    """Return what was made, and the wall and CPU seconds that it took, as two cells."""
    start, before = time.perf_counter(), _cpu_s()
    made = work()
    return made, f"{time.perf_counter() - start:.2f} | {_cpu_s() - before:.2f}"


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _texts(found: Node) -> list[Node]:
    if found["type"] == "text":
        return [found]
    return [one for child in found.get("content", []) for one in _texts(child)]


def document() -> Node:
    """Return the document, the same at every run."""
    dice = random.Random(7)
    blocks = [_block(dice, number) for number in range(BLOCKS)]
    return envelope(blocks)


def _block(dice: random.Random, number: int) -> Node:
    if number % 20 == 0:
        return paragraph([text(_words(dice, 5))], style=f"heading{1 + number // 20 % 3}")
    if number % 50 == 7:
        cells = [node("tableCell", [paragraph([text(_words(dice, 8))])]) for _ in range(4)]
        return node("table", [node("tableRow", cells) for _ in range(5)])
    if number % 10 in (3, 4):
        kind = "ordered" if number % 20 < 10 else "bullet"
        return paragraph([text(_words(dice, 30))], list=kind, listId=f"l{number // 10}")
    emphasised = text(f" {_words(dice, 4)} ", [mark("bold")])
    return paragraph([text(_words(dice, WORDS_A_BLOCK)), emphasised, text(_words(dice, 8))])


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count))
