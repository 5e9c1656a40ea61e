"""Emitting and subscribing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bureau.platform import jobs
from bureau.platform.context import Context, current, using
from bureau.platform.db import insert, prepared
from bureau.platform.ids import new_id

from .models import Event

Subscriber = Callable[[Event], None]

ANY = "*"
AUDITED = "+"
"""Subscribes to every event that carries changes."""


@dataclass(frozen=True, slots=True)
class _Subscription:
    key: str
    receive: Subscriber
    wants: "Callable[[Event], bool]"


_subscriptions: dict[str, dict[str, _Subscription]] = defaultdict(dict)


def _always(_event: Event) -> bool:
    return True


def subscribe(
    key: str,
    names: Iterable[str],
    receive: Subscriber,
    wants: Callable[[Event], bool] = _always,
) -> None:
    """Call `receive` with every event of these names (`*`: all, `+`: all with changes), from now
    on.

    `key` names the subscriber for good (`desk.intake`): deliveries and dead letters refer to it.
    `wants` is asked in the emitting transaction and saves the job of an event that would do
    nothing: a read or two, no writes. `receive` still decides for itself.
    """
    for name in names:
        _subscriptions[name][key] = _Subscription(key, receive, wants)


def emit(
    name: str,
    *,
    stream: str,
    subject: tuple[str, str],
    payload: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Event:
    """Write an event in the caller's transaction and queue it for its subscribers.

    Give `changes` (may be empty) when the audit record must keep it: {field: [before, after]}.
    """
    here = current()
    event_id = new_id()
    event = Event(
        id=event_id,
        name=name,
        stream=stream,
        subject_kind=subject[0],
        subject_id=subject[1],
        payload=dict(payload or {}),
        changes=None if changes is None else dict(changes),
        actor_id=here.actor_id,
        channel=here.channel,
        address=here.address,
        request_id=here.request_id,
        cause_id=here.cause_id,
        root_id=here.root_id or event_id,
        depth=here.depth,
    )
    insert(event)
    jobs.enqueue_rows(
        [
            deliver.at(None, serial=f"{one.key}/{stream}").row(
                subscriber=one.key, event_id=event_id
            )
            for one in _receivers(name, changes is not None)
            if one.wants(event)
        ]
    )
    return event


def _receivers(name: str, audited: bool) -> list[_Subscription]:
    also = _subscriptions[AUDITED] if audited else {}
    return list({**_subscriptions[ANY], **also, **_subscriptions[name]}.values())


def _groups(name: str) -> list[dict[str, _Subscription]]:
    return [_subscriptions[name], _subscriptions[AUDITED], _subscriptions[ANY]]


@jobs.job("events.deliver")
def deliver(subscriber: str, event_id: str) -> None:
    """Hand one event to one subscriber, in the context of having been caused by it."""
    event = event_of(event_id)
    receiver = next(
        (found[subscriber] for found in _groups(event.name) if subscriber in found), None
    )
    if receiver is None:
        raise LookupError(f"no subscriber named {subscriber} for {event.name}")
    with using(_caused_by(event)):
        receiver.receive(event)


def event_of(event_id: str) -> Event:
    """Return an event; raises `Event.DoesNotExist`. One query by primary key."""
    found = _events(event_id)
    if not found:
        raise Event.DoesNotExist
    return found[0]


@prepared
def _events(event_id: str) -> QuerySet[Event]:
    return Event.objects.filter(id=event_id)


def _caused_by(event: Event) -> Context:
    return Context(
        actor_id=event.actor_id,
        channel="job",
        address=event.address,
        request_id=event.request_id,
        cause_id=event.id,
        root_id=event.root_id,
        depth=event.depth + 1,
    )
