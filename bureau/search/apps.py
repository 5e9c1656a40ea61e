from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "bureau.search"
    label = "search"
