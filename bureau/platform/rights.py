"""Word that somebody's rights changed, for whoever keeps a connection open: sent after commit and
never relied upon. Every request asks anew anyway.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from . import pubsub

CHANNEL = "rights"
MOST = 500
"""With more principals, everybody is meant."""


def announce(principal_ids: Iterable[str]) -> None:
    """Say, once the running transaction commits, that rights of these persons or groups changed."""
    found = sorted(set(principal_ids))
    if found:
        named = found if len(found) <= MOST else []
        transaction.on_commit(lambda: pubsub.publish(CHANNEL, {"principals": named}))


def hear(changed: Callable[[list[str]], None]) -> pubsub.Subscription:
    """Call `changed` with the principals, from any thread; none stands for everybody."""
    return pubsub.subscribe(CHANNEL, lambda message: changed(message["principals"]))
