"""Events of mail from which rules may start."""

from bureau.automation import Trigger

RECEIVED = Trigger(
    event="mail.received",
    title="A mail arrives",
    fields={
        "from": "The sender",
        "to": "The recipients",
        "subject": "The subject",
        "list_id": "The mailing list",
        "is_internal": "Whether it was sent by somebody of the organisation",
    },
)
