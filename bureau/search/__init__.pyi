from .actions.put import put as put
from .actions.remove import remove as remove
from .actions.rescope import rescope as rescope
from .queries import Group as Group
from .queries import Hit as Hit
from .queries import find as find
from .scopes import register_scopes as register_scopes
