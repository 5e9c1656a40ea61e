from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "bureau.calendar"
    label = "calendar"
