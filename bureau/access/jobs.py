"""Background work of access: nothing waits for it, checks compare expiry themselves."""

from bureau.platform import jobs

from .actions.grants import remove_expired_grants


@jobs.job("access.remove_expired_grants")
def remove_expired() -> None:
    """Remove grants whose time is over, so that they are not listed and folded for ever."""
    remove_expired_grants()
