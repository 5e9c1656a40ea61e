from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "bureau.platform.events"
    label = "events"
