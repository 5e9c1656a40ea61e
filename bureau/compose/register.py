"""What compose registers with the platform; called once at start."""


def register() -> None:
    """Register the jobs, the websocket, and what happens when somebody leaves."""
    from bureau.platform import events
    from bureau.platform.http.sockets import register_socket

    from . import jobs as jobs
    from .actions import leave
    from .http import socket

    events.subscribe("compose.leave", ["person.deleted"], leave.on_deleted, wants=leave.is_known)
    register_socket(socket.PATH, socket.answer)
