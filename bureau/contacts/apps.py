from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "bureau.contacts"
    label = "contacts"
