"""What the desk registers with the engines below it; called once at start."""

from bureau import automation, provisioning, search
from bureau.people import Actor
from bureau.platform import events


def register() -> None:
    """Register the mail intake, the action for rules, the leaving step and the search scopes."""
    from .actions import hand_over, intake

    events.subscribe(
        "desk.intake", ["mail.received"], intake.on_mail_received, wants=intake.is_for_queue
    )
    automation.register_action(
        automation.Action(
            name="desk.open_ticket",
            title="Open a ticket",
            parameters={
                "type": "object",
                "required": ["queue", "email", "subject", "text"],
                "properties": {
                    "queue": {"type": "string", "title": "Queue key"},
                    "email": {"type": "string", "title": "Requester's address"},
                    "name": {"type": "string", "title": "Requester's name"},
                    "subject": {"type": "string", "title": "Subject"},
                    "text": {"type": "string", "title": "Text"},
                },
            },
            run=_open,
        )
    )
    for verb in ("opened", "answered", "answered_by_requester", "updated"):
        automation.register_trigger(
            automation.Trigger(
                event=f"ticket.{verb}",
                title=f"A ticket was {verb.replace('_', ' ')}",
                fields={"subject": "Subject", "queue": "Queue", "status": "Status"},
            )
        )
    provisioning.register_leaving_step(
        provisioning.LeavingStep(
            key="desk.hand_over", preview=hand_over.preview, run=hand_over.hand_over
        )
    )
    search.register_scopes("ticket", _search_scopes)


def _search_scopes(actor: Actor) -> list[str]:
    from .policies import visible_queues

    return list(visible_queues(actor).values_list("scope_id", flat=True))


def _open(call: automation.ActionCall) -> dict[str, str]:
    from .actions.open_ticket import open_ticket
    from .errors import UnknownQueue
    from .mail_in import Sender
    from .models import Queue

    values = call.arguments
    queue = Queue.objects.filter(key=values["queue"]).first()
    if queue is None:
        raise UnknownQueue(f"There is no queue {values['queue']}.")
    requester = Sender(values.get("name", ""), values["email"].lower())
    ticket = open_ticket(call.owner, queue.id, requester, values["subject"], values["text"], [])
    return {"ticket_id": ticket.id, "reference": ticket.reference}
