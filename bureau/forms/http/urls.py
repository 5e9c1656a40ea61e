"""Plain Django URLs of forms: the public page."""

from django.urls import path

from .assets import style
from .public import done, page, upload

urlpatterns = [
    path("f/-/<str:digest>.css", style),
    path("f/<str:slug>", page),
    path("f/<str:slug>/done", done),
    path("f/<str:slug>/uploads", upload),
]
