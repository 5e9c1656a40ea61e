from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "bureau.platform.http"
    label = "http"
