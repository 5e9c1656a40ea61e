from django.apps import AppConfig


class ComposeConfig(AppConfig):
    name = "bureau.compose"
    label = "compose"
