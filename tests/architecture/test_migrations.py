"""Migrations are present, linear, and independent of the code they were written beside."""

import ast
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from .source import modules


@pytest.mark.django_db
def test_the_models_have_all_their_migrations() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(f"migrations are missing:\n{out.getvalue()}")


def test_every_app_has_one_line_of_migrations() -> None:
    loader = MigrationLoader(None)
    assert loader.detect_conflicts() == {}
    for (label, name), migration in loader.disk_migrations.items():
        if type(migration).__module__.startswith("bureau."):
            before = [other for other, _ in migration.dependencies if other == label]
            assert len(before) <= 1, f"{label}.{name} follows several migrations"


def test_migrations_import_no_app() -> None:
    wrong = [
        f"{module.name}: {name}"
        for module in modules()
        if module.is_migration
        for name in _imports(module.tree)
        # Field types are the platform's, and part of the tables.
        if name.startswith("bureau.") and not name.startswith("bureau.platform")
    ]
    assert wrong == []


def _imports(tree: ast.Module) -> list[str]:
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or ("bureau." if node.level else ""))
    return found
