"""What provisioning hears: accounts made outside plans get their steps too."""

from bureau.people import Person
from bureau.platform.events import Event

from . import joining
from .models import Joining


def start_joining(event: Event) -> None:
    """Begin the steps of an account that no plan has begun."""
    person = Person.objects.filter(id=event.subject_id).first()
    if person and not Joining.objects.filter(person=person).exists():
        joining.start(None, [(person, {})])
