from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "bureau.mail"
    label = "mail"
