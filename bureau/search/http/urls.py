"""Plain Django URLs of search, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
