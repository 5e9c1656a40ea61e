from .actions.create import create_document as create_document
from .actions.create import create_from as create_from
from .actions.mark import mark_thread as mark_thread
from .actions.versions import name_version as name_version
from .actions.write import append as append
from .actions.write import replace as replace
from .errors import DocsRefusal as DocsRefusal
from .policies import Caller as Caller
