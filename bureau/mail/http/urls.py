"""Plain Django URLs of mail, outside /api/v1."""

from django.urls import URLPattern, path

from . import autoconfig, confidential, jmap_views, pictures, transfers
from .forwarding import confirmation_page
from .sts import policy as sts_policy
from .view import view_email

urlpatterns: list[URLPattern] = [
    path(".well-known/jmap", jmap_views.session),
    path(".well-known/mta-sts.txt", sts_policy),
    path(".well-known/autoconfig/mail/config-v1.1.xml", autoconfig.mozilla),
    path("mail/config-v1.1.xml", autoconfig.mozilla),
    path("mail/apple.mobileconfig", autoconfig.apple),
    path("autodiscover/autodiscover.xml", autoconfig.outlook),
    path("Autodiscover/Autodiscover.xml", autoconfig.outlook),
    path("jmap/session", jmap_views.session),
    path("jmap/api", jmap_views.api),
    path("jmap/upload/<str:account_id>", jmap_views.upload),
    path("jmap/download/<str:account_id>/<str:blob_id>/<path:name>", jmap_views.download),
    path("jmap/eventsource", jmap_views.event_source),
    path("mail/confirm-forwarding/<str:token>", confirmation_page),
    path("mail/confidential/<str:token>", confidential.page),
    path("mail/confidential/<str:token>/body", confidential.body),
    path("mail/confidential/<str:token>/pictures/<str:section>", confidential.picture),
    path("mail/view/<str:email_id>", view_email),
    path("mail/images", pictures.remote_image),
    path("mail/import/<str:account_id>", transfers.upload_import),
    path("mail/transfers/<str:transfer_id>/file", transfers.download_export),
    path("mail/preview/<str:account_id>/<str:blob_id>/<str:kind>", pictures.preview),
]
