"""What contacts registers with the engines below it; called once at start."""

from collections.abc import Mapping
from typing import Any

from bureau.people import Actor, Person


def register() -> None:
    """Register the subscriber to sent mail, steps of joiners and leavers, search and CardDAV."""
    from bureau import provisioning, search
    from bureau.platform import events
    from bureau.platform.dav import register_home, register_principal_properties

    from . import jobs
    from .actions import books, learn
    from .actions.writing import KIND
    from .dav.home import PRINCIPAL, home
    from .dav.names import HOME

    events.subscribe("contacts.learn", ["mail.sent"], learn.on_mail_sent)
    provisioning.register_step(
        provisioning.Step("contacts.book", 1, run=_open, kinds=("person", "shared"))
    )
    provisioning.register_leaving_step(
        provisioning.LeavingStep(
            "contacts.hand_over", books.hand_over_preview, books.hand_over, books.take_back
        )
    )
    search.register_scopes(KIND, _scopes)
    jobs.schedule()
    register_home(HOME, home, features=("addressbook",))
    register_principal_properties(PRINCIPAL)


def _open(person: Person, _settings: Mapping[str, Any]) -> None:
    from .actions.books import open_default_book

    open_default_book(person)


def _scopes(actor: Actor) -> list[str]:
    from .policies import visible_books

    return list(visible_books(actor).values_list("scope_id", flat=True))
