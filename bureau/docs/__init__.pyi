from .actions.create import create_document as create_document
from .actions.create import create_from as create_from
from .errors import DocsRefusal as DocsRefusal
