"""Run background jobs only, beside a server."""

import argparse

from bureau.composition import serve as process


def arguments(parser: argparse.ArgumentParser) -> None:
    """A worker has no options."""


def run(options: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM."""
    return process.serve(["jobs"])
