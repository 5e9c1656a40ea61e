"""Plain Django URLs of drive: resumable uploads, whose bodies are streamed."""

from django.urls import URLPattern, path

from . import tus

urlpatterns: list[URLPattern] = [
    path("api/v1/drive/uploads/", tus.uploads),
    path("api/v1/drive/uploads", tus.uploads),
    path("api/v1/drive/uploads/<upload_id>", tus.one_upload),
]
