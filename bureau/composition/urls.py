"""The URL map of the Django side."""

from django.urls import include, path

from . import reference
from .api import api
from .wiring import parts

urlpatterns = [
    path("api/docs", reference.page),
    path("api/docs/<str:name>", reference.part),
    path("api/v1/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
    # allauth resolves names such as account_login from here; its pages are never shown.
    path("accounts/", include("allauth.urls")),
    *(path("", include(urls)) for urls in parts("http.urls")),
]
