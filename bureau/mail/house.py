"""The address of the installation itself, which answers nothing."""

from bureau.platform.config import config

from .events import Arrival


def house_address() -> str:
    """Return the author of invitations, recovery codes and other mail that no account sends."""
    return f"no-reply@{config().domain}"


def is_of_the_house(arrival: Arrival) -> bool:
    """Tell whether the installation itself wrote the message."""
    authors = arrival.message.addresses("from") if arrival.is_internal else ()
    return any(author.email == house_address() for author in authors)
