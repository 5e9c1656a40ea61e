"""Plain Django URLs of desk, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
