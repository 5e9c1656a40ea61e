from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "bureau.notifications"
    label = "notifications"
