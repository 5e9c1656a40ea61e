"""The URL map of the Django side."""

from django.urls import include, path

from .api import api, docs
from .wiring import parts

urlpatterns = [
    path("api/docs", docs),
    path("api/v1/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
    # allauth resolves names such as account_login from here; its pages are never shown.
    path("accounts/", include("allauth.urls")),
    *(path("", include(urls)) for urls in parts("http.urls")),
]
