"""Who is on the other side: by app password (PLAIN, LOGIN) or API token (OAUTHBEARER, RFC 7628)."""

from collections.abc import Callable
from dataclasses import dataclass

from bureau.people import Actor, actor_for, actor_of_token, verify_app_password
from bureau.platform import limits
from bureau.platform.context import current
from bureau.platform.errors import Refusal, TooManyRequests

from ..actions.open_account import open_account
from ..models import Account
from ..policies import check_reads_mail
from .replies import No

SCOPE = "mail"
FAILURES_PER_MINUTE = 30
"""Of one network address; those of one mail address are limited where passwords are kept."""
WITH_TOKEN = ("OAUTHBEARER", "XOAUTH2")
MECHANISMS = ("PLAIN", *WITH_TOKEN)
TOKEN_REFUSED = b'{"status":"invalid_token","scope":"mail"}'


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, and how to see later whether they still may."""

    actor: Actor
    still_valid: Callable[[], bool]


def sign_in(mechanism: str, answer: bytes) -> SignedIn:
    """Sign in by what a client answered to a mechanism."""
    if mechanism == "PLAIN":
        parts = answer.split(b"\0")
        if len(parts) != 3:
            raise No("The answer has not the form of PLAIN", "AUTHENTICATIONFAILED")
        wanted, email, password = (part.decode("utf-8", "replace") for part in parts)
        if wanted not in ("", email):
            raise No("Nobody acts for others here", "AUTHORIZATIONFAILED")
        return with_password(email, password)
    return with_token(_bearer(answer))


def _bearer(answer: bytes) -> str:
    """Return the token of OAUTHBEARER (RFC 7628 section 3.1) or of its predecessor."""
    for field in answer.split(b"\x01"):
        name, _, value = field.partition(b"=")
        kind, _, token = value.partition(b" ")
        if name.strip().lower() == b"auth" and kind.lower() == b"bearer":
            return token.strip().decode("ascii", "replace")
    raise No("The answer holds no token", "AUTHENTICATIONFAILED")


def with_password(email: str, password: str) -> SignedIn:
    """Sign in with an app password; opens the account of somebody who never used mail."""

    def look() -> Actor | None:
        person = verify_app_password(email, password, SCOPE)
        if person is not None and not Account.objects.filter(pk=person.id).exists():
            open_account(person)
        return actor_for(person, frozenset({SCOPE})) if person else None

    return _checked(look)


def with_token(token: str) -> SignedIn:
    """Sign in with a token that covers mail."""

    def look() -> Actor | None:
        try:
            actor = actor_of_token(token)
            check_reads_mail(actor)
        except Refusal:
            return None
        return actor

    return _checked(look)


def _checked(look: Callable[[], Actor | None]) -> SignedIn:
    try:
        actor = look()
        if actor is None:
            limits.take("mail.imap.failures", current().address, FAILURES_PER_MINUTE, 60)
    except TooManyRequests:
        raise No("Too many tries, wait a minute", "UNAVAILABLE") from None
    if actor is None:
        raise No("The address or the app password is not right", "AUTHENTICATIONFAILED")
    return SignedIn(actor, lambda: look() is not None)
