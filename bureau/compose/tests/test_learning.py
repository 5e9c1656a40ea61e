"""What is learned from whom, what reaches others, and what is forgotten."""

from collections.abc import Callable, Iterator

import pytest

from bureau.people import SYSTEM, Person, actor_for, delete_person, suspend
from bureau.platform import blobs

from ..actions.choose import forget, switch
from ..actions.learn_organisation import learn_organisation
from ..actions.learn_person import learn_person
from ..engine.ngrams import NgramModel
from ..engine.style import Addressee
from ..engine.training import K_AUTHORS
from ..engine.writer import Context
from ..jobs import learn_all
from ..models import Learner, Organisation
from ..serving import forget_writer, suggest
from .conftest import Letters, MakePerson

pytestmark = pytest.mark.django_db
Drain = Callable[[], int]

HABIT = "The quarterly figures look promising today."
CANARY = "The zorblax passphrase is quibbletron today."
SECRET = {"zorblax", "quibbletron"}
SHARED = "Please find the signed contract enclosed herewith."


def best(person: Person, prefix: str, context: Context | None = None) -> str:
    forget_writer(person.id)
    found = suggest(actor_for(person), prefix, context or Context())
    return found[0].text if found else ""


def learned(person: Person) -> Learner:
    return Learner.objects.get(person=person)


def words_in(hash: str) -> set[str]:
    model = NgramModel(blobs.read(hash))
    return {model.word(number) for number in range(len(model))}


def references(hash: str) -> int:
    from bureau.platform.blobs.models import Blob

    return sum(Blob.objects.filter(hash=hash).values_list("references", flat=True))


def test_what_a_person_often_writes_is_suggested_to_that_person_alone(
    noa: Person, make_person: MakePerson, letters: Letters
) -> None:
    ada = make_person("Ada Berg")
    letters.write(noa, *[HABIT] * 20)
    assert learn_person(noa.id)
    assert best(noa, "Hi,\nThe quarterly fig").startswith("ures look")
    assert "look" not in best(ada, "Hi,\nThe quarterly fig")
    assert not Learner.objects.filter(person=ada).exists()


def test_the_way_somebody_is_greeted_is_learned(noa: Person, letters: Letters) -> None:
    to = ("Léa Fontaine", "lea@demo.example")
    letters.write(noa, *["Salut Léa !\nTout est prêt."] * 9, to=[to])
    learn_person(noa.id)
    context = Context(recipients=(Addressee.of(*to),))
    assert best(noa, "", context) == "Salut Léa !"


def test_only_new_texts_are_read_and_nothing_new_changes_nothing(
    noa: Person, letters: Letters
) -> None:
    letters.write(noa, "One two three.", "Four five six.")
    assert learn_person(noa.id)
    before = learned(noa)
    letters.reads.clear()
    assert not learn_person(noa.id)
    assert letters.reads == []
    assert learned(noa).built_at == before.built_at
    letters.write(noa, "Seven eight nine.")
    assert learn_person(noa.id)
    assert letters.reads == [f"{noa.id}-2"]
    assert learned(noa).texts == 3


def test_what_was_deleted_is_forgotten_with_its_blobs(noa: Person, letters: Letters) -> None:
    letters.write(noa, HABIT, CANARY)
    learn_person(noa.id)
    before = learned(noa)
    assert "zorblax" in words_in(before.model)
    letters.burn(noa, "zorblax")
    learn_person(noa.id)
    assert "zorblax" not in words_in(learned(noa).model)
    assert "quarterly" in words_in(learned(noa).model)
    assert [references(before.corpus), references(before.model)] == [0, 0]
    letters.burn(noa, "quarterly")
    learn_person(noa.id)
    assert not Learner.objects.exists()


def test_learning_in_steps_is_learning_at_once(
    noa: Person, make_person: MakePerson, letters: Letters
) -> None:
    ada = make_person("Ada Berg")
    texts = [f"This is the {word} letter about it." for word in ("first", "second", "third")]
    for text in texts:
        letters.write(noa, text)
        learn_person(noa.id)
    letters.write(ada, *texts)
    learn_person(ada.id)
    assert learned(noa).model == learned(ada).model


def test_who_says_forget_is_forgotten_and_not_learned_from_again(
    noa: Person, letters: Letters
) -> None:
    letters.write(noa, *[HABIT] * 20)
    learn_person(noa.id)
    before = learned(noa)
    forget(actor_for(noa))
    assert "look" not in best(noa, "Hi,\nThe quarterly fig")
    assert [references(before.corpus), references(before.model)] == [0, 0]
    assert not learn_person(noa.id)
    assert learned(noa).texts == 0
    letters.write(noa, *["The yearly figures look better."] * 20)
    assert learn_person(noa.id)
    assert learned(noa).texts == 20
    assert "promising" not in words_in(learned(noa).model)


def test_who_was_forgotten_while_the_job_read_stays_forgotten(
    noa: Person, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters.write(noa, HABIT)
    read = letters._read

    def interrupted(person_id: str, ids: list[str]) -> Iterator[object]:
        forget(actor_for(noa))
        return read(person_id, ids)

    monkeypatch.setattr(letters, "_read", interrupted)
    from ..sources import register_source

    register_source(letters.source())
    learn_person(noa.id)
    assert (learned(noa).corpus, learned(noa).texts) == ("", 0)


def test_who_switches_it_off_is_not_learned_from(noa: Person, letters: Letters) -> None:
    letters.write(noa, HABIT)
    learn_person(noa.id)
    letters.off.add(noa.id)
    assert learn_person(noa.id)
    assert not Learner.objects.exists()
    assert not learn_person(noa.id)


def test_who_leaves_for_good_leaves_nothing(noa: Person, letters: Letters, drain: Drain) -> None:
    letters.write(noa, HABIT)
    learn_person(noa.id)
    before = learned(noa)
    suspend(SYSTEM, noa)
    delete_person(SYSTEM, noa)
    drain()
    assert not Learner.objects.exists()
    assert [references(before.corpus), references(before.model)] == [0, 0]
    learn_all.enqueue()
    drain()
    assert not Learner.objects.exists()


@pytest.fixture
def office(make_person: MakePerson, letters: Letters) -> list[Person]:
    """As many persons as a word group needs, each with a few letters, and one more."""
    names = ["Ada", "Ben", "Cleo", "Dora", "Emil", "Finn"][: K_AUTHORS + 1]
    persons = [make_person(f"{name} Berg") for name in names]
    for person in persons:
        letters.write(person, *[f"We met on a Monday in May. {SHARED}"] * 6)
    return persons


def test_what_enough_persons_write_is_suggested_to_everybody(
    office: list[Person], make_person: MakePerson, drain: Drain
) -> None:
    newcomer = make_person("Gina Berg")
    assert "contract" not in best(newcomer, "Hi,\nPlease find the sig")
    learn_all.enqueue()
    drain()
    assert Organisation.objects.get().authors == len(office)
    assert best(newcomer, "Hi,\nPlease find the sig").startswith("ned contract")


def prefixes(text: str) -> Iterator[str]:
    return (f"Hi,\n{text[:end]}" for end in range(1, len(text)))


def test_the_secret_of_one_person_is_suggested_to_nobody_else(
    office: list[Person], make_person: MakePerson, letters: Letters, drain: Drain
) -> None:
    letters.write(office[0], *[CANARY] * 50)
    learn_all.enqueue()
    drain()
    organisation = Organisation.objects.get()
    assert not any(word.encode() in blobs.read(organisation.model) for word in SECRET)
    assert best(office[0], "Hi,\nThe zorb").startswith("lax passphrase")
    for other in (office[1], make_person("Gina Berg")):
        for prefix in prefixes(CANARY):
            for one in suggest(actor_for(other), prefix, Context()):
                whole = prefix + one.text
                assert not any(word in whole and word not in prefix for word in SECRET), whole
                assert not whole.endswith("zorblax passphrase")


def test_a_word_group_of_one_author_too_few_stays_with_its_authors(
    office: list[Person], letters: Letters, drain: Drain
) -> None:
    for person in office[: K_AUTHORS - 1]:
        letters.write(person, *["The tangerine meeting moved again."] * 9)
    learn_all.enqueue()
    drain()
    assert "tangerine" not in words_in(Organisation.objects.get().model)
    letters.write(office[K_AUTHORS - 1], "The tangerine meeting moved again.")
    learn_all.enqueue()
    drain()
    assert "tangerine" in words_in(Organisation.objects.get().model)


def test_too_few_authors_make_no_model(
    make_person: MakePerson, letters: Letters, drain: Drain
) -> None:
    for number in range(K_AUTHORS - 1):
        letters.write(make_person(f"Person{number} Berg"), *[SHARED] * 9)
    learn_all.enqueue()
    drain()
    assert Learner.objects.count() == K_AUTHORS - 1
    assert not Organisation.objects.filter(model__gt="").exists()


def test_building_again_changes_nothing(office: list[Person], drain: Drain) -> None:
    learn_all.enqueue()
    drain()
    first = Organisation.objects.get()
    learn_all.enqueue()
    drain()
    assert not learn_organisation()
    again = Organisation.objects.get()
    assert (again.model, again.built_at) == (first.model, first.built_at)
    Organisation.objects.update(learned_from="")
    assert learn_organisation()
    anew = Organisation.objects.get()
    assert (anew.model, anew.weights, anew.calibration) == (
        first.model,
        first.weights,
        first.calibration,
    )
    assert references(anew.model) == 1


def test_who_forgets_takes_the_own_words_out_of_the_organisations(
    office: list[Person], letters: Letters, drain: Drain
) -> None:
    for person in office[:K_AUTHORS]:
        letters.write(person, *["The tangerine meeting moved again."] * 9)
    learn_all.enqueue()
    drain()
    before = Organisation.objects.get()
    assert "tangerine" in words_in(before.model)
    forget(actor_for(office[0]))
    drain()
    assert "tangerine" not in words_in(Organisation.objects.get().model)
    assert references(before.model) == 0


def test_when_the_organisation_switches_it_off_all_is_dropped_and_comes_back(
    office: list[Person], make_person: MakePerson, drain: Drain
) -> None:
    admin = actor_for(make_person("Alex Morgan", role="admin"))
    learn_all.enqueue()
    drain()
    before = Organisation.objects.get()
    switch(admin, is_on=False)
    drain()
    assert not Learner.objects.exists()
    assert Organisation.objects.get().model == ""
    assert references(before.model) == 0
    switch(admin, is_on=True)
    drain()
    assert Organisation.objects.get().model == before.model
