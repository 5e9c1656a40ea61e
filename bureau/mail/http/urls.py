"""Plain Django URLs of mail, outside /api/v1."""

from django.urls import URLPattern, path

from . import jmap
from .view import view_email

urlpatterns: list[URLPattern] = [
    path(".well-known/jmap", jmap.session),
    path("jmap/session", jmap.session),
    path("jmap/api", jmap.api),
    path("jmap/upload/<str:account_id>", jmap.upload),
    path("jmap/download/<str:account_id>/<str:blob_id>/<path:name>", jmap.download),
    path("jmap/eventsource", jmap.event_source),
    path("mail/view/<str:email_id>", view_email),
]
