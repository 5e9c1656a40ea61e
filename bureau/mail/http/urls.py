"""Plain Django URLs of mail, outside /api/v1."""

from django.urls import URLPattern, path

from . import jmap_views
from .view import view_email

urlpatterns: list[URLPattern] = [
    path(".well-known/jmap", jmap_views.session),
    path("jmap/session", jmap_views.session),
    path("jmap/api", jmap_views.api),
    path("jmap/upload/<str:account_id>", jmap_views.upload),
    path("jmap/download/<str:account_id>/<str:blob_id>/<path:name>", jmap_views.download),
    path("jmap/eventsource", jmap_views.event_source),
    path("mail/view/<str:email_id>", view_email),
]
