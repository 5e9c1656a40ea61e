from .models import Event as Event
from .outbox import emit as emit
from .outbox import subscribe as subscribe
