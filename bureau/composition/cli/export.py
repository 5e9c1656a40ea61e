"""Write what a person has to a folder: mail as one mbox file per label."""

import argparse
from pathlib import Path

from bureau.mail.transfer.export import export_folder
from bureau.platform.errors import BadInput
from bureau.provisioning import person_with_email

from ._output import show

DONE = 0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau export`."""
    kinds = parser.add_subparsers(dest="kind", required=True)
    person = kinds.add_parser("person", help="everything of one person")
    person.add_argument("person", help="address of the person")
    person.add_argument("path", type=Path, help="a folder that is new or empty")


def run(options: argparse.Namespace) -> int:
    """Export; the folder must not hold anything yet."""
    person = person_with_email(options.person)
    target: Path = options.path
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(f"{target} is not empty. Name a new folder.")
    counts = export_folder(person.id, target / "mail")
    lines = [f"{count:>8}  mail/{path}.mbox" for path, count in counts.items()]
    show(options, {"path": str(target), "mail": counts}, "\n".join(lines) or "No mail.")
    return DONE
