from .actor import ALL_SCOPES as ALL_SCOPES
from .actor import EVERYONE as EVERYONE
from .actor import GUEST as GUEST
from .actor import SYSTEM as SYSTEM
from .actor import Actor as Actor
from .models import Person as Person
