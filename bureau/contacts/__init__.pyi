from .models import AddressBook as AddressBook
