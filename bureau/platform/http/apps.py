from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "bureau.platform.http"
    label = "http"

    def ready(self) -> None:
        from . import jobs  # noqa: F401  (registers them)
