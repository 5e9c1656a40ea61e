"""Leaving a mailing list in the reader's name."""

from typing import Literal

from bureau.people import Actor
from bureau.platform import limits
from bureau.platform.errors import NotFound
from bureau.platform.http.outgoing import Unreachable, post_form
from bureau.platform.mime import MailAddress

from ..errors import MailRefusal
from ..models import Email
from ..policies import readable_accounts
from ..unsubscribing import read_mailto, way_out_of
from .send import is_address
from .write_letter import Draft, write_letter

ONE_CLICK = b"List-Unsubscribe=One-Click"
How = Literal["post", "mail", "link"]


class NoWayOut(MailRefusal):
    """The message names no way to leave its list."""

    code = "mail_no_unsubscribe"
    status = 422
    title = "This message does not say how to unsubscribe. Block its sender instead."


class ListDidNotAnswer(MailRefusal):
    """The host of the list refused or did not answer."""

    code = "mail_unsubscribe_failed"
    status = 502
    title = "The mailing list did not take it. Try again later, or open its page."


def unsubscribe(actor: Actor, email_id: str) -> tuple[How, str]:
    """Leave the list that a message came over; return how, and the page where only a page helps.

    One click where the list offers it, else a mail in the name of the account.
    """
    email = Email.objects.filter(id=email_id).first()
    accounts = readable_accounts(actor)
    if email is None or email.account_id not in accounts:
        raise NotFound()
    way = way_out_of(email)
    if way is None:
        raise NoWayOut()
    limits.take("mail.unsubscribe", actor.person_id, 60, 3600)
    if way.is_one_click:
        _post(way.url)
        return "post", ""
    if way.mailto and accounts[email.account_id]:
        _write(actor, email.account_id, way.mailto)
        return "mail", ""
    if not way.url:
        raise NoWayOut()
    return "link", way.url


def _post(url: str) -> None:
    try:
        post_form(url, ONE_CLICK)
    except Unreachable as error:
        raise ListDidNotAnswer(str(error)) from error


def _write(actor: Actor, account_id: str, mailto: str) -> None:
    wish = read_mailto(mailto)
    if not is_address(wish.to):
        raise NoWayOut()
    draft = Draft(
        from_person_id=account_id,
        to=[MailAddress("", wish.to)],
        subject=wish.subject,
        text=wish.body,
    )
    write_letter(actor, draft)
