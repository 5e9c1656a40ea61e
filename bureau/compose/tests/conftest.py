"""Persons who wrote letters: a source of texts that belongs to the test."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from bureau.people import SYSTEM, NewPerson, create_person

from .. import serving, sources
from ..sources import Text, TextSource, register_source

if TYPE_CHECKING:
    from bureau.people import Person

MakePerson = Callable[..., "Person"]


@dataclass
class Letters:
    """What persons wrote, newest last; `reads` are the ids that were asked for."""

    written: dict[str, dict[str, tuple[datetime, Text]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    off: set[str] = field(default_factory=set)
    reads: list[str] = field(default_factory=list)

    def write(self, person: "Person", *bodies: str, to: Sequence[tuple[str, str]] = ()) -> None:
        for body in bodies:
            mine = self.written[person.id]
            id = f"{person.id}-{len(mine)}"
            mine[id] = (timezone.now(), Text(id, body, tuple(to)))

    def burn(self, person: "Person", word: str) -> None:
        """Delete the letters that have the word."""
        mine = self.written[person.id]
        for id in [id for id, (_, text) in mine.items() if word in text.body]:
            del mine[id]

    def source(self) -> TextSource:
        return TextSource("letters", self._ids, self._read, self._authors, self._is_on)

    def _ids(self, person_id: str, since: datetime | None, most: int) -> list[str]:
        mine = self.written[person_id].items()
        return [id for id, (at, _) in reversed(mine) if since is None or at > since][:most]

    def _read(self, person_id: str, ids: Sequence[str]) -> Iterator[Text]:
        self.reads += ids
        return (self.written[person_id][id][1] for id in ids)

    def _authors(self) -> list[str]:
        return [person_id for person_id, letters in self.written.items() if letters]

    def _is_on(self, person_id: str) -> bool:
        return person_id not in self.off


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """Return the only source of texts; nothing is known of the directory, and nobody waits."""
    made = Letters()
    monkeypatch.setattr(sources, "_sources", {})
    monkeypatch.setattr(serving, "_directory", (0.0, serving.Directory()))
    serving.forget_writer("")
    register_source(made.source())
    return made


@pytest.fixture
def make_person(db: None, letters: Letters) -> MakePerson:
    """Return a factory of active persons."""

    def make(name: str, kind: str = "person", **fields: object) -> "Person":
        given = name.split()[0]
        new = NewPerson(
            email=f"{given.lower()}@demo.example",
            name=name,
            given_name=given,
            kind=kind,  # type: ignore[arg-type]
            state="active",
            **fields,  # type: ignore[arg-type]
        )
        return create_person(SYSTEM, new)

    return make


@pytest.fixture
def noa(make_person: MakePerson) -> "Person":
    return make_person("Noa Levi")
