from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "bureau.realtime"
    label = "realtime"
