"""Plain Django URLs of automation, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
