"""The `bureau` command line.

A command is one file of this folder, named as it is typed (`onboard.py` → `bureau onboard`), with

- a docstring whose first line is its help,
- `def arguments(parser: argparse.ArgumentParser) -> None`, which adds its options,
- `def run(options: argparse.Namespace) -> int`, which returns the exit code: 0 done, 1 failed, 2
bad input and nothing changed.

Files that start with an underscore are no commands. Django is set up before a command is
imported; a `Refusal` that `run` raises is printed and becomes code 2. `--json` is added to every
command and read as `options.json`; print through `_output.show(options, value, text)`. Anything
that is no command of ours goes to Django's command line: `bureau makemigrations`, or `bureau
django COMMAND`.
"""

import argparse
import json
import os
import pkgutil
import sys
from importlib import import_module
from typing import Protocol, cast

DONE, FAILED, BAD_INPUT = 0, 1, 2


class Command(Protocol):
    """A module of this folder."""

    __doc__: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's options."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; return the exit code."""


def command_names() -> list[str]:
    """Return the commands of this folder."""
    return sorted(
        module.name.replace("_", "-")
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    )


def main(argv: list[str] | None = None) -> None:
    """Run the command line and end the process with its code."""
    sys.exit(run_command(sys.argv[1:] if argv is None else argv))


def run_command(argv: list[str]) -> int:
    """Run one command; return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.composition.settings")
    if not argv or argv[0] in ("-h", "--help", "help"):
        return _overview()
    if argv[0] not in command_names():
        return _django(argv[1:] if argv[0] == "django" else argv)
    from bureau.platform.config import BadSetting

    try:
        return _run_own(argv[0], argv[1:])
    except BadSetting as error:
        print(error, file=sys.stderr)
        return BAD_INPUT


def _django(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["bureau", *argv])
    return DONE


def _run_own(name: str, argv: list[str]) -> int:
    import django

    from bureau.platform.errors import Refusal

    django.setup()
    command = _load(name)
    parser = argparse.ArgumentParser(prog=f"bureau {name}", description=command.__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    command.arguments(parser)
    # Taken out first, so that it may also stand behind a subcommand.
    options = parser.parse_args([word for word in argv if word != "--json"])
    options.json = "--json" in argv
    try:
        return command.run(options)
    except Refusal as refusal:
        print(
            json.dumps(refusal.problem()) if options.json else refusal.detail,
            file=sys.stdout if options.json else sys.stderr,
        )
        return BAD_INPUT


def _load(name: str) -> Command:
    return cast(Command, import_module(f"{__name__}.{name.replace('-', '_')}"))


def _overview() -> int:
    import django

    django.setup()
    print("bureau COMMAND [options]\n")
    for name in command_names():
        print(f"  {name:<12} {_load(name).__doc__.splitlines()[0]}")
    print("\nbureau COMMAND --help tells more; bureau django COMMAND reaches Django's commands.")
    return DONE
