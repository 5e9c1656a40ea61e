from django.apps import AppConfig


class DriveConfig(AppConfig):
    name = "bureau.drive"
    label = "drive"
