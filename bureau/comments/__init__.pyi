from .actions.items import delete_threads as delete_threads
from .errors import CommentsRefusal as CommentsRefusal
