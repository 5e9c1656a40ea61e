"""Plain Django URLs of provisioning, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
