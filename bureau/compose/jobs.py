"""The building of models, by schedule and after somebody asked."""

from datetime import timedelta

from bureau.platform import jobs

from .models import Learner
from .sources import sources


@jobs.job("compose.learn", atomic=False, slow=True, lease_s=600)
def learn_all() -> None:
    """Enqueue a build for everybody who wrote, then one for the organisation."""
    known = set(Learner.objects.values_list("person_id", flat=True))
    for person_id in sorted(known.union(*(source.authors() for source in sources()))):
        learn_person.at(None, serial="compose").enqueue(person_id=person_id)
    learn_organisation.at(None, serial="compose").enqueue()


@jobs.job("compose.learn_person", atomic=False, slow=True, lease_s=600)
def learn_person(person_id: str) -> None:
    """Bring one person's model up to date."""
    from .actions.learn_person import learn_person as learn

    learn(person_id)


@jobs.job("compose.learn_organisation", atomic=False, slow=True, lease_s=3600)
def learn_organisation() -> None:
    """Build the organisation's model."""
    from .actions.learn_organisation import learn_organisation as learn

    learn()


jobs.schedule(learn_all, timedelta(hours=12))
