from django.apps import AppConfig


class DocsConfig(AppConfig):
    name = "bureau.docs"
    label = "docs"
