"""allauth's account adapter: nobody signs up, only active persons sign in, and the record keeps it.

Addresses are the administrator's business: allauth's own table of addresses stays empty, so that a
sign-in or a recovery knows no address but those of `Person`.
"""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from bureau.people.authentication import forget_caller
from bureau.people.events import announce_person
from bureau.people.mailer import SystemMail, send_system_mail
from bureau.people.models import Person
from bureau.platform.config import config
from bureau.platform.context import acting

RECOVERY = ("account/email/password_reset", "account/email/password_reset_code")
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - not a socket: what is shown for a peer without an address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """What differs from allauth's defaults."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The front door alone decides the address (BUREAU_PROXIES); no header is read here."""
        return str(request.META.get("REMOTE_ADDR") or UNKNOWN_ADDRESS)

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse | None:
        if not isinstance(user, Person) or not user.may_sign_in:
            clear_login(request)
            inactive: HttpResponse = self.respond_user_inactive(request, user)
            return inactive
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        forget_caller(request)
        if isinstance(user, Person):
            _record("signed_in", user, {})

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago need not prove it again; everybody else must."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person, and the audit record, that the ways to sign in were changed."""
        if isinstance(user, Person):
            change = template_prefix.rpartition("/")[2]
            _record("secured", user, {"sign_in": [None, change]})
            email = email or user.email
        super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail for recovery also goes outside: who is locked out cannot read the mailbox here."""
        request = self.request
        values = {"request": request, "email": email, "current_site": _site(), **context}
        message = self.render_mail(template_prefix, email, values)
        receivers = [email]
        if template_prefix in RECOVERY:
            outside = Person.objects.filter(email=email).exclude(recovery_email="")
            receivers += outside.values_list("recovery_email", flat=True)
        for receiver in receivers:
            send_system_mail(
                SystemMail(to=receiver, subject=message.subject, text=str(message.body))
            )


def _site() -> dict[str, str]:
    """What the texts of allauth call the site."""
    return {"name": f"Bureau ({config().domain})", "domain": config().public_url}


def _record(name: str, person: Person, changes: dict[str, list[object]]) -> None:
    with transaction.atomic(), acting(person.id):
        announce_person(name, person, changes)
