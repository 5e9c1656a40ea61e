from .models import Event as Event
from .outbox import AUDITED as AUDITED
from .outbox import emit as emit
from .outbox import event_of as event_of
from .outbox import subscribe as subscribe
