"""Bureau's settings with two views and no middleware: what is measured is the way to Django."""

from bureau.composition.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.front_door.urls"
MIDDLEWARE = []
INSTALLED_APPS = [f"bureau.platform.{name}" for name in ("jobs", "events", "blobs", "http")]
ALLOWED_HOSTS = ["*"]
