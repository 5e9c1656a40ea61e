"""Documents and public interfaces keep up with the code."""

import ast
import importlib
import re
from collections import Counter
from pathlib import Path

import pytest

from .source import ROOT, modules, source_modules

SETTING = re.compile(r"\bBUREAU_[A-Z][A-Z_]*[A-Z]")
STUBS = sorted((ROOT / "bureau").rglob("__init__.pyi"))
LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
PRINTS = ("bureau/composition/cli/", "tools/", "benchmarks/", "tests/")
"""Programs, whose output is what they are for."""


def test_every_setting_that_the_code_reads_is_documented_and_no_other() -> None:
    document = (ROOT / "docs" / "admin" / "settings.md").read_text()
    read = {
        name
        for module in modules()
        if not module.name.startswith("tests/architecture/")
        for name in SETTING.findall(module.text)
    }
    assert set(SETTING.findall(document)) == read


@pytest.mark.parametrize("stub", STUBS, ids=lambda stub: stub.parent.name)
def test_every_public_name_can_be_imported(stub: Path) -> None:
    package = importlib.import_module(".".join(stub.parent.relative_to(ROOT).parts))
    names = [
        alias.asname or alias.name
        for node in ast.walk(ast.parse(stub.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert [name for name in names if not hasattr(package, name)] == []


def test_every_app_has_a_readme() -> None:
    apps = {module.path.parents[0] for module in modules() if module.path.name == "__init__.py"}
    folders = {app for app in apps if app.parent == ROOT / "bureau"}
    assert {app.name for app in folders if not (app / "README.md").exists()} == set()


def test_no_schema_of_the_api_has_the_name_of_another() -> None:
    from ninja import Schema

    from bureau.composition.api import api

    assert api.get_openapi_schema()
    names = Counter(name for name, module in _subclasses(Schema) if module.startswith("bureau."))
    assert [name for name, count in names.items() if count > 1] == []


def test_nothing_is_left_to_do_or_printed_by_the_way() -> None:
    left = [module.name for module in source_modules() if LEFTOVER.search(module.text)]
    printing = [
        module.name
        for module in modules()
        if not module.name.startswith(PRINTS) and not module.is_test
        for call in module.calls()
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert (left, printing) == ([], [])


def _subclasses(schema: type[object]) -> set[tuple[str, str]]:
    below: list[type[object]] = schema.__subclasses__()
    found = {(one.__name__, one.__module__) for one in below}
    return found.union(*(_subclasses(one) for one in below))
