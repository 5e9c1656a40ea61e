"""Few dependencies, each with its reason, and locks that hold no addresses."""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from .source import ROOT, modules, source_modules

MOST_PYTHON = 40
MOST_NPM = 50
ADDRESS = re.compile(r"https?://|git\+|file:")
DOCUMENT = ROOT / "docs" / "dependencies.md"
PACKAGE = ROOT / "web" / "package.json"


def python_dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [re.split(r"[\[~=<>]", requirement)[0] for requirement in project["dependencies"]]


def npm_dependencies() -> list[str]:
    return list(json.loads(PACKAGE.read_text())["dependencies"]) if PACKAGE.exists() else []


def test_there_are_few_direct_dependencies() -> None:
    assert len(python_dependencies()) <= MOST_PYTHON
    assert len(npm_dependencies()) <= MOST_NPM


def test_every_run_time_dependency_is_documented_with_its_reason() -> None:
    text = DOCUMENT.read_text()
    missing = [
        name for name in [*python_dependencies(), *npm_dependencies()] if f"`{name}`" not in text
    ]
    assert missing == []


def test_whatever_is_imported_is_a_dependency_and_not_there_by_chance() -> None:
    providers = packages_distributions()
    wanted = {name.lower().replace("_", "-") for name in python_dependencies()}
    missing = {
        f"{module.name}: {name}"
        for module in source_modules()
        for name in _imported(module.tree)
        if name != "bureau" and name not in sys.stdlib_module_names
        if not wanted & {one.lower().replace("_", "-") for one in providers.get(name, [])}
    }
    assert missing == set()


def test_whatever_a_test_imports_is_locked() -> None:
    locked = (ROOT / "requirements-dev.txt").read_text().lower()
    providers = packages_distributions()
    missing = {
        f"{module.name}: {name}"
        for module in modules()
        if module.name.startswith(("bureau/", "tests/", "benchmarks/"))
        for name in _imported(module.tree)
        if name not in {"bureau", "tests", "benchmarks", *sys.stdlib_module_names}
        if not any(_is_locked(one, locked) for one in providers.get(name, []))
    }
    assert missing == set()


def _is_locked(distribution: str, locked: str) -> bool:
    return f"\n{distribution.lower().replace('_', '-')}==" in f"\n{locked}"


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


def test_the_locked_packages_satisfy_the_project_file() -> None:
    locked = (ROOT / "requirements.txt").read_text().lower()
    missing = [name for name in python_dependencies() if f"\n{name}" not in f"\n{locked}"]
    assert missing == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_python_locks_name_no_address_to_download_from(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    assert [line for line in lines if ADDRESS.search(line)] == []


def test_the_npm_lock_names_no_address_to_download_from() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
