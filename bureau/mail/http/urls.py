"""Plain Django URLs of mail, outside /api/v1."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
