"""Plain Django URLs of the calendar, outside /api/v1."""

from django.urls import URLPattern, path

from . import published
from .answer_page import answer_page

urlpatterns: list[URLPattern] = [
    path("calendar/answer/<str:token>", answer_page),
    path("calendar/published/<str:token>.ics", published.ics),
    path("calendar/published/<str:token>", published.page),
]
