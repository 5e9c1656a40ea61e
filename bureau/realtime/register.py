"""What realtime registers with the platform; called once at start."""


def register() -> None:
    """Register the jobs, the websocket and the services of realtime."""
    from . import jobs as jobs
