from .outbox import emit as emit
from .outbox import subscribe as subscribe
from .models import Event as Event
