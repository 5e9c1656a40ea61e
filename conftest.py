"""What every test relies on: a data folder of its own, the wanted database, shared fixtures.

It stands at the root because settings are read from the environment before tests are collected.
"""

import os
import shutil
import tempfile

import django

DATA = tempfile.mkdtemp(prefix="bureau-tests-")
DATABASE_URL = os.environ.get("BUREAU_TEST_DATABASE_URL", "")

FOR_TESTS = ("BUREAU_TEST", "BUREAU_FAULTS")
for name in [name for name in os.environ if name.startswith("BUREAU_")]:
    if not name.startswith(FOR_TESTS):
        del os.environ[name]
os.environ["DJANGO_SETTINGS_MODULE"] = "bureau.composition.settings"
os.environ["BUREAU_DATA"] = DATA
if DATABASE_URL:
    os.environ["BUREAU_DATABASE_URL"] = DATABASE_URL

# Conftests of the apps import models; those named on the command line load before Django's plugin.
django.setup()

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.http",
    "tests.fixtures.server",
    "tests.fixtures.sockets",
    "tests.fixtures.browser",
]


def pytest_unconfigure() -> None:
    """Remove the data folder."""
    shutil.rmtree(DATA, ignore_errors=True)
