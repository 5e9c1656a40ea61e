"""Plain Django URLs of notifications, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
