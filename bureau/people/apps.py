from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bureau.people"
    label = "people"
