"""The URL map of the Django side."""

from importlib import import_module

from django.urls import include, path

from .api import api, docs
from .wiring import APPS

urlpatterns = [
    path("api/docs", docs),
    path("api/v1/", api.urls),
    path("_allauth/", include("allauth.headless.urls")),
    # allauth resolves names such as account_login from here; its pages are never shown.
    path("accounts/", include("allauth.urls")),
    *(path("", include(import_module(f"bureau.{app}.http.urls"))) for app in APPS),
]
