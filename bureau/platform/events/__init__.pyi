from .emit import emit as emit
from .emit import subscribe as subscribe
from .models import Event as Event
