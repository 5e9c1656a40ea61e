from django.apps import AppConfig


class BlobsConfig(AppConfig):
    name = "bureau.platform.blobs"
    label = "blobs"

    def ready(self) -> None:
        from . import references  # noqa: F401  (registers the collector)
