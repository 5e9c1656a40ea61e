"""What notifications registers with the engines below it; called once at start."""

from bureau.platform import events


def register() -> None:
    """Hear what people must be told of."""
    from .hearing import tell_owner_of_paused_rule

    events.subscribe("notifications.paused_rule", ["rule.paused"], tell_owner_of_paused_rule)
