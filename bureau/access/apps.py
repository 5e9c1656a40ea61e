from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bureau.access"
    label = "access"
