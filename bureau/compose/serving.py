"""The writers of this process: models mapped from their files, shared, and let go when not used."""

import mmap
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bureau.people import Actor, Person
from bureau.platform import blobs
from bureau.platform.errors import Forbidden

from .engine.ngrams import NgramModel
from .engine.style import Addressee, Me, Style
from .engine.writer import (
    Context,
    Shared,
    Suggestion,
    Writer,
    calibration_from,
    weights_from,
)
from .errors import SwitchedOff
from .models import Learner, Organisation
from .sources import is_wanted

FRESH_S = 30.0
"""After so long it is looked whether something new was learned, or a switch turned."""
NAMES_FRESH_S = 600.0
MOST_BYTES = 256 * 1024 * 1024
"""Of models that are held or mapped; the longest unused ones go first."""
SEAT_BYTES = 64 * 1024
"""What a writer takes besides the model: habits with three hundred recipients."""
LONGEST_PREFIX = 4_000


@dataclass(frozen=True, slots=True)
class _Seat:
    """A writer, and until when it is fresh; None for somebody who wants no suggestions."""

    writer: Writer | None
    until: float
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Directory:
    """The persons of the organisation: the words of their names in small letters, and given name,
    family name and whole name by address.
    """

    words: frozenset[str] = frozenset()
    by_email: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)

    def named(self, to: Addressee) -> Addressee:
        """Return the addressee with the names that are known."""
        given, family, name = self.by_email.get(to.email, ("", "", ""))
        if to.given or not (given or name):
            return to
        return Addressee(to.email, given, family) if given else Addressee.of(name, to.email)


_lock = threading.Lock()
_seats: OrderedDict[str, _Seat] = OrderedDict()
_models: dict[str, NgramModel] = {}
_directory: tuple[float, Directory] = (0.0, Directory())


def suggest(actor: Actor, prefix: str, context: Context) -> list[Suggestion]:
    """Return what the actor may want to write next. Four queries when the writer is not in memory,
    none otherwise. Raises `SwitchedOff`, `Forbidden` for who is no person.
    """
    writer = writer_of(actor)
    if writer is None:
        raise SwitchedOff
    return writer.suggest(prefix[-LONGEST_PREFIX:], _named(context))


def writer_of(actor: Actor) -> Writer | None:
    """Return the actor's writer, None when the switch is off."""
    if actor.kind != "person" or not actor.person_id:
        raise Forbidden
    with _lock:
        seat = _seats.get(actor.person_id)
        if seat and seat.until > time.monotonic():
            _seats.move_to_end(actor.person_id)
            return seat.writer
    return _seated(actor.person_id)


def forget_writer(person_id: str) -> None:
    """Look anew at the next request; an empty id is everybody."""
    with _lock:
        if person_id:
            _seats.pop(person_id, None)
        else:
            _seats.clear()


def _seated(person_id: str) -> Writer | None:
    writer = _made(person_id)
    size = SEAT_BYTES + (writer.model.size_bytes if writer and writer.model else 0)
    with _lock:
        _seats[person_id] = _Seat(writer, time.monotonic() + FRESH_S, size)
        _seats.move_to_end(person_id)
        while sum(seat.size_bytes for seat in _seats.values()) > MOST_BYTES and len(_seats) > 1:
            _seats.popitem(last=False)
        _let_go()
    return writer


def _let_go() -> None:
    """Unmap models that no seat has."""
    used = [seat.writer for seat in _seats.values() if seat.writer]
    held = {id(model) for one in used for model in (one.model, one.shared.model) if model}
    for hash in [hash for hash, model in _models.items() if id(model) not in held]:
        del _models[hash]


def _made(person_id: str) -> Writer | None:
    organisation = Organisation.objects.filter(id=Organisation.ONLY).first() or Organisation()
    if not organisation.is_on or not is_wanted(person_id):
        return None
    person = Person.objects.only("given_name", "name", "language").get(id=person_id)
    learner = Learner.objects.filter(person_id=person_id).first() or Learner()
    given = person.given_name or person.name.split(" ")[0]
    shared = Shared(
        _model(organisation.model),
        weights_from(organisation.weights),
        calibration_from(organisation.calibration),
        directory().words,
    )
    style = Style.from_json(learner.style)
    return Writer(shared, _model(learner.model), style, Me(given, person.name), person.language)


def _model(hash: str) -> NgramModel | None:
    """Return the model of a blob, mapped where the blob is a local file."""
    if not hash:
        return None
    # Another thread may let go of it in between: no seat has it yet.
    model = _models.get(hash) or NgramModel(_block(hash))
    _models[hash] = model
    return model


def _block(hash: str) -> bytes | memoryview:
    path = blobs.store().local_path(hash)
    if path is None:
        return blobs.read(hash)
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def directory() -> Directory:
    """Return who is here. One query in ten minutes."""
    global _directory
    read_at, found = _directory
    if not read_at or time.monotonic() - read_at > NAMES_FRESH_S:
        rows = Person.objects.filter(kind=Person.Kind.PERSON).exclude(state=Person.State.DELETED)
        people = list(rows.values_list("email", "given_name", "family_name", "name"))
        found = Directory(
            frozenset(word.lower() for _, *row in people for text in row for word in text.split()),
            {email.lower(): (given, family, name) for email, given, family, name in people},
        )
        _directory = (time.monotonic(), found)
    return found


def _named(context: Context) -> Context:
    """Give recipients who are known by their address alone the names of the directory."""
    if all(one.given for one in context.recipients):
        return context
    known = directory()
    return replace(context, recipients=tuple(map(known.named, context.recipients)))
