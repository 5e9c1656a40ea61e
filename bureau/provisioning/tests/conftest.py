"""What tests of provisioning share: steps of their own, and persons."""

from collections.abc import Mapping
from typing import Any

import pytest

from bureau.people import SYSTEM, NewPerson, Person, create_person
from bureau.provisioning import LeavingStep, Step
from bureau.provisioning import steps as registry


class Spy:
    """A step that remembers whom it ran for, and fails while `broken`."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.broken = False

    def run(self, person: Person, settings: Mapping[str, Any]) -> None:
        if self.broken:
            raise RuntimeError("no room")
        self.ran.append(person.email)

    def hand_over(self, person: Person, to: Person) -> None:
        self.run(person, {})


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """Replace all steps by one of a joiner and one of a leaver."""
    one = Spy()
    leaving = LeavingStep("test.leave", lambda person, to: [f"To {to.name}."], one.hand_over)
    monkeypatch.setattr(registry, "steps", {"test.join": Step("test.join", 1, run=one.run)})
    monkeypatch.setattr(registry, "leaving_steps", {"test.leave": leaving})
    return one


def person(name: str, **fields: Any) -> Person:
    """Make an active person."""
    return create_person(
        SYSTEM, NewPerson(email=f"{name}@demo.example", name=name, state="active", **fields)
    )
