from .actions.notify import notify as notify
from .models import Notification as Notification
