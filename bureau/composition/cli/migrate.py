"""Bring the database to the state of this release."""

import argparse

from django.core.management import call_command


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau migrate`."""
    parser.add_argument("target", nargs="*", help="app and migration, to go back to one")
    parser.add_argument("--quiet", action="store_true", help="print nothing")


def run(options: argparse.Namespace) -> int:
    """Apply what is missing."""
    silent = options.quiet or options.json
    call_command("migrate", *options.target, interactive=False, verbosity=0 if silent else 1)
    return 0
