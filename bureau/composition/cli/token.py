"""Create an access token of the API for a service account."""

import argparse
from datetime import timedelta

from django.utils import timezone

from bureau.people import SYSTEM, create_token

from ._output import show
from .person import find_person


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `bureau token`."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make a token and print it once")
    create.add_argument("person", help="e-mail or id of a service account")
    create.add_argument("--name", default="Command line")
    create.add_argument("--scopes", default="*", help="comma-separated, such as drive.read,mail")
    create.add_argument("--days", type=int, help="how long it is valid")


def run(options: argparse.Namespace) -> int:
    """Make the token."""
    person = find_person(options.person)
    expires_at = timezone.now() + timedelta(days=options.days) if options.days else None
    scopes = [scope for scope in options.scopes.split(",") if scope]
    token, secret = create_token(SYSTEM, person, options.name, scopes, expires_at)
    show(options, {"id": token.id, "token": secret, "expires_at": expires_at}, secret)
    return 0
