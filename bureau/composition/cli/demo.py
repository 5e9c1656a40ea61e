"""Load the demo company; a second time it only adds what is missing."""

import argparse

from bureau.composition.demo import company

from ._output import show


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau demo`."""
    parser.add_argument("--if-empty", action="store_true", help="do nothing when it is there")


def run(options: argparse.Namespace) -> int:
    """Load it, and say how to sign in."""
    if options.if_empty and company.is_loaded():
        show(options, {"loaded": False}, company.sign_in_hint())
        return 0
    seconds = {}
    for part, took in company.load(lambda done: _tell(options, done)):
        seconds[part] = round(took, 2)
        if not options.json:
            print(f"{part:<16} {took:6.2f} s", flush=True)
    show(options, {"loaded": True, "seconds": seconds}, company.sign_in_hint())
    return 0


def _tell(options: argparse.Namespace, done: int) -> None:
    """Say that background work goes on, where somebody waits for it."""
    if not options.json:
        print(f"{'':<16} {done:>6,} jobs done", flush=True)
