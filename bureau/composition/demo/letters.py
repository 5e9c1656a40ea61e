"""Sample conversations, sent through mail itself; a Message-ID of their own keeps them single."""

import json
from importlib.resources import files

from bureau import automation
from bureau.people import Person, actor_for
from bureau.platform.config import config

from .people import Cast, address


def load(cast: Cast) -> None:
    """Send every conversation that was not sent yet."""
    conversations = json.loads(files(__package__).joinpath("texts/letters.json").read_text("utf-8"))
    for number, letters in enumerate(conversations):
        references: list[str] = []
        for position, letter in enumerate(letters):
            message_id = f"demo-{number}-{position}@{config().domain}"
            _send(cast, letter, message_id, references)
            references.append(message_id)


def _send(cast: Cast, letter: dict[str, str], message_id: str, references: list[str]) -> None:
    sender = _who(cast, letter["from"])
    automation.perform(
        "mail.send",
        {
            "from_person_id": sender.id,
            "to": [_address(cast, name) for name in letter["to"]],
            "subject": letter["subject"],
            "text": letter["text"],
            "message_id": message_id,
            "in_reply_to": references[-1] if references else None,
            "references": references,
            "automatic": False,
        },
        owner=actor_for(sender),
    )


def _who(cast: Cast, name: str) -> Person:
    return {
        "admin": cast.admin,
        "helpdesk": cast.helpdesk,
        "lead": cast.lead,
        "maya": cast.maya,
    }[name]


def _address(cast: Cast, name: str) -> str:
    groups = {"office": "all-fr", "seller-care-team": "team-seller-care"}
    return address(groups[name]) if name in groups else _who(cast, name).email
