"""Plain Django URLs of people, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
