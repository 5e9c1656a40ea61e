"""What notifications hears: a rule that was stopped is told to its owner."""

from bureau.platform.events import Event

from .actions.notify import notify


def tell_owner_of_paused_rule(event: Event) -> None:
    """Tell a rule's owner why it was paused."""
    facts = event.payload
    notify(
        [facts["owner_id"]],
        "rule.paused",
        f"The rule “{facts['title']}” was paused",
        facts["reason"],
        f"/admin/rules/{event.subject_id}",
    )
