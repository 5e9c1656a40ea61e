from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "bureau.forms"
    label = "forms"
