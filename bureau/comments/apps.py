from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "bureau.comments"
    label = "comments"
