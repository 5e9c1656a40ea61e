"""What every test relies on: a data folder of its own, the wanted database, shared fixtures.

It stands at the root because settings are read from the environment before tests are collected.
"""

import os
import shutil
import tempfile

import django
import pytest

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


STORING = frozenset({"db", "transactional_db", "make_server", "server", "api"})


def _stores(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not STORING.isdisjoint(fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out the apps' tests that store nothing: they ran on SQLite."""
    if not DATABASE_URL:
        return
    apps = config.rootpath / "bureau"
    left_out = {item for item in items if apps in item.path.parents and not _stores(item)}
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))


def pytest_unconfigure() -> None:
    """Remove the data folder."""
    shutil.rmtree(DATA, ignore_errors=True)
