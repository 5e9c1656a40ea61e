"""What comments announces, stream `comments:<kind>:<item>`: `comment.posted`, `comment.edited`,
`comment.deleted`, `thread.resolved`, `thread.reopened`, `thread.assigned`, `thread.deleted`.

Every payload names kind, item, thread and comment; the texts stay in the tables.
"""

from typing import Any

from bureau.platform import events

from .models import Thread


def announce(
    name: str,
    thread: Thread,
    subject: tuple[str, str],
    changes: dict[str, Any] | None = None,
    **more: Any,
) -> None:
    """Emit an event about a thread in the caller's transaction."""
    events.emit(
        name,
        stream=f"comments:{thread.kind}:{thread.item_id}",
        subject=subject,
        payload={
            "kind": thread.kind,
            "item": thread.item_id,
            "thread": thread.id,
            **more,
        },
        changes=changes,
    )
