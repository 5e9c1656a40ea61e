"""Signing somebody in who has just proved who they are, by accepting an invitation."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from bureau.people.models import Person


def enter_with_password(request: HttpRequest, person: Person) -> None:
    """Start a session, as if the person had signed in with the password."""
    record_authentication(request, person, method="password", email=person.email)
    perform_login(request, Login(user=person, email=person.email))


def enter_with_passkey(request: HttpRequest, person: Person, passkey: Authenticator) -> None:
    """Start a session, as if the person had signed in with the passkey."""
    post_authentication(request, passkey, passwordless=True)
    perform_login(request, Login(user=person, email=person.email))
