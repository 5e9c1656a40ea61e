"""Plain Django URLs of forms, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
