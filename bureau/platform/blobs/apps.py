from django.apps import AppConfig


class BlobsConfig(AppConfig):
    name = "bureau.platform.blobs"
    label = "blobs"
