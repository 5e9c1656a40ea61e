from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "bureau.automation"
    label = "automation"
