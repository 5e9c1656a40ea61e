from .actions.open_ticket import open_ticket as open_ticket
from .actions.queues import create_queue as create_queue
from .actions.queues import update_queue as update_queue
from .actions.reply import reply as reply
from .actions.update import update_ticket as update_ticket
from .models import Queue as Queue
from .models import Ticket as Ticket
