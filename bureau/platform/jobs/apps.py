from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bureau.platform.jobs"
    label = "jobs"
