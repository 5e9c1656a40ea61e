"""What realtime registers with the platform; called once at start."""


def register() -> None:
    """Register the jobs, the websocket and the service of realtime."""
    from bureau.platform.http.sockets import register_socket
    from bureau.platform.process import Service, register_service

    from . import door
    from . import jobs as jobs

    register_socket(door.PREFIX, door.answer)
    register_service(Service("realtime", "rooms", door.run))
