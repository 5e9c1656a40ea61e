from .errors import DocsRefusal as DocsRefusal
