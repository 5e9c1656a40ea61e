"""Plain Django URLs of drive, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
