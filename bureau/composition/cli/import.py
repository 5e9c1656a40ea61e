"""Bring in a person's mail: mbox files, Maildirs, Google Takeout, or another IMAP server."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from bureau.mail.models import Transfer
from bureau.mail.transfer.command import import_account, import_path
from bureau.provisioning import person_with_email

from ._output import show

DONE, FAILED = 0, 1
PASSWORD = "IMPORT_PASSWORD"  # noqa: S105 - the name of a variable
PORTS = {"tls": 993, "starttls": 143, "none": 143}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau import`."""
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind, text in (
        ("mbox", "an mbox file, or a folder or archive of them"),
        ("maildir", "a Maildir, or an archive of one"),
        ("takeout", "the mail of a Google Takeout: the archive, or its mbox file"),
    ):
        one = kinds.add_parser(kind, help=text)
        one.add_argument("path", type=Path, help=text)
        one.add_argument("--person", required=True, help="address of the person it is for")
        if kind != "takeout":
            one.add_argument("--label", default="", help="put everything under this label")
    _imap_arguments(kinds.add_parser("imap", help="all mailboxes of an account elsewhere"))


def _imap_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="HOST", help="name of the server")
    parser.add_argument("--person", required=True, help="address of the person it is for")
    parser.add_argument("--user", required=True, help="name to sign in with there")
    parser.add_argument("--port", type=int)
    parser.add_argument("--security", choices=sorted(PORTS), default="tls")
    parser.epilog = f"The password is read from {PASSWORD}, or asked for."


def run(options: argparse.Namespace) -> int:
    """Import, telling how far it is; a killed run goes on when it is started again."""
    person = person_with_email(options.person)
    if options.kind == "imap":
        password = os.environ.get(PASSWORD) or getpass.getpass("Password there: ")
        where = {
            "host": options.path,
            "port": options.port or PORTS[options.security],
            "user": options.user,
            "security": options.security,
        }
        row = import_account(person, where, password, _tell)
    else:
        kind, label = Transfer.Kind(options.kind), getattr(options, "label", "")
        row = import_path(person, kind, options.path, label, _tell)
    show(options, _document(row), _sentence(row))
    return DONE if row.state == Transfer.State.DONE else FAILED


def _tell(row: Transfer) -> None:
    if sys.stderr.isatty():
        part = f"{100 * row.done // row.total} %" if row.total else f"{row.done} messages"
        print(f"\r{part}, {row.filed} filed", end="", file=sys.stderr)


def _document(row: Transfer) -> dict[str, object]:
    names = ("id", "kind", "state", "filed", "known", "skipped", "report", "error")
    return {name: getattr(row, name) for name in names}


def _sentence(row: Transfer) -> str:
    if row.state != Transfer.State.DONE:
        return f"The import stopped: {row.error}"
    lines = [f"{row.filed} messages filed, {row.known} known already, {row.skipped} skipped."]
    lines += [f"  {one['where']}: {one['why']}" for one in row.report]
    return "\n".join(lines)
