"""The steps that apps registered, for those who join and those who leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bureau.people import Person

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Something a new account needs. Done once per (person, key, version)."""

    key: str
    """`app.noun`, for good."""
    version: int
    after: tuple[str, ...] = ()
    """Keys of steps that come first, where they are registered."""
    run: Callable[[Person, Settings], None] = lambda person, settings: None
    kinds: tuple[str, ...] = ("person", "shared")
    """For which kinds of account."""


@dataclass(frozen=True, slots=True)
class LeavingStep:
    """What is handed over when somebody leaves."""

    key: str
    preview: Callable[[Person, Person], list[str]]
    """Sentences that say what `run` will do for (person, successor). Changes nothing."""
    run: Callable[[Person, Person], None]
    """Does it; idempotent, in a transaction of its own."""
    undo: Callable[[Person, Person], None] | None = None
    """Takes back what `run` changed of the leaver's account, where that is possible."""


steps: dict[str, Step] = {}
leaving_steps: dict[str, LeavingStep] = {}


def register_step(step: Step) -> None:
    """Add what a joiner needs."""
    steps[step.key] = step


def register_leaving_step(step: LeavingStep) -> None:
    """Add what a leaver hands over."""
    leaving_steps[step.key] = step


def ordered_steps(kind: str) -> list[Step]:
    """Return the steps for a kind of account, each behind those it comes after."""
    waiting = {key: step for key, step in sorted(steps.items()) if kind in step.kinds}
    done: list[Step] = []
    while waiting:
        free = [s for s in waiting.values() if not any(key in waiting for key in s.after)]
        if not free:
            raise ValueError(f"steps wait for each other: {', '.join(waiting)}")
        done += free
        for step in free:
            del waiting[step.key]
    return done
