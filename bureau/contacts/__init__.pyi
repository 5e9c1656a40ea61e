from .actions.books import open_default_book as open_default_book
from .actions.cards import create_contact as create_contact
from .actions.learn import learn as learn
from .completion import Completion as Completion
from .completion import complete as complete
from .models import AddressBook as AddressBook
from .queries import Birthday as Birthday
from .queries import birthdays as birthdays
