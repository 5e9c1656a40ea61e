"""What compose registers with the platform; called once at start."""


def register() -> None:
    """Register the jobs and the websocket of compose."""
    from bureau.platform.http.sockets import register_socket

    from . import jobs as jobs
    from .http import socket

    register_socket(socket.PATH, socket.answer)
