"""Learn from what one person wrote since the last time, and forget what is no longer there."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from bureau.compose.engine.corpus import Corpus, Written
from bureau.compose.engine.ngrams import build
from bureau.compose.engine.style import Addressee, Me, Style, habit_of
from bureau.compose.models import Learner
from bureau.compose.queries import is_on_for
from bureau.compose.serving import forget_writer
from bureau.compose.sources import MOST_TEXTS, Text, TextSource, sources
from bureau.people import Person
from bureau.platform import blobs


def learn_person(person_id: str) -> bool:
    """Bring the person's model up to date, in one transaction after all reading; tell whether
    anything changed. A person who is gone, wants no suggestions or has no text any more leaves
    nothing.
    """
    person = Person.objects.filter(id=person_id, kind=Person.Kind.PERSON).first()
    if person is None or person.state == Person.State.DELETED or not is_on_for(person_id):
        return forget_learned(person_id)
    learner = Learner.objects.filter(person=person).first() or Learner(person=person)
    corpus = corpus_of(learner)
    if not _read_new(person, learner, corpus):
        return False
    if not corpus.texts:
        return forget_learned(person_id)
    _store(learner, corpus)
    forget_writer(person_id)
    return True


def corpus_of(learner: Learner) -> Corpus:
    """Return the texts that were learned from."""
    return Corpus.from_bytes(blobs.read(learner.corpus)) if learner.corpus else Corpus()


def _read_new(person: Person, learner: Learner, corpus: Corpus) -> bool:
    me = Me(person.given_name or person.name.split(" ")[0], person.name)
    ids: list[str] = []
    added: list[Written] = []
    for source in sources():
        own = source.ids_of(person.id, learner.forgotten_at, MOST_TEXTS)
        new = [id for id in own if _key(source, id) not in corpus.texts]
        added += [_written(source, text, me) for text in source.read(person.id, new)]
        ids += [_key(source, id) for id in own]
    return corpus.update(ids, added)


def _key(source: TextSource, id: str) -> str:
    return f"{source.name}:{id}"


def _written(source: TextSource, text: Text, me: Me) -> Written:
    to = [Addressee.of(name, email) for name, email in text.recipients]
    return Written.read(_key(source, text.id), text.body, habit_of(text.body, to, me))


@transaction.atomic
def _store(learner: Learner, corpus: Corpus) -> None:
    # A person who said "forget" while this was read must not find the old texts again.
    current = Learner.objects.select_for_update().filter(person_id=learner.person_id).first()
    if current and current.forgotten_at != learner.forgotten_at:
        return
    old = [current.corpus, current.model] if current else []
    learner.corpus = _kept(corpus.to_bytes())
    learner.model = _kept(build(corpus.samples()))
    learner.style = Style.of(text.habit for text in corpus.texts.values()).to_json()
    learner.texts, learner.words = len(corpus.texts), corpus.words
    learner.built_at = timezone.now()
    learner.save()
    release(old)


def _kept(block: bytes) -> str:
    hash = blobs.put(block).hash
    blobs.retain(hash)
    return hash


def release(hashes: Sequence[str]) -> None:
    """Let go of blobs in the transaction that drops their rows."""
    for hash in filter(None, hashes):
        blobs.release(hash)


@transaction.atomic
def forget_learned(person_id: str) -> bool:
    """Drop what was learned from a person, but not that the person wished to be forgotten."""
    learner = Learner.objects.select_for_update().filter(person_id=person_id).first()
    if learner is None or not (learner.corpus or learner.model):
        return False
    release([learner.corpus, learner.model])
    if learner.forgotten_at:
        empty = Learner(person_id=person_id, forgotten_at=learner.forgotten_at)
        empty.save(force_update=True)
    else:
        learner.delete()
    forget_writer(person_id)
    return True
