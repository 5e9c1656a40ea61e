"""Plain Django URLs of audit, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
