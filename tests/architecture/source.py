"""The repository's Python files, parsed once, for the tests of this folder."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bureau", "tests", "tools", "benchmarks")

LAYERS: tuple[tuple[str, ...], ...] = (
    ("platform",),
    ("people",),
    ("access", "audit"),
    ("automation", "provisioning", "realtime", "search", "notifications"),
    ("drive", "contacts", "compose"),
    ("mail", "calendar", "docs", "sheets", "slides", "forms", "desk"),
    ("composition",),
)
LEVEL = {folder: level for level, folders in enumerate(LAYERS) for folder in folders}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path from the root of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def app(self) -> str:
        """The folder below `bureau`; empty for files elsewhere."""
        parts = self.path.relative_to(ROOT).parts
        return parts[1] if parts[0] == "bureau" and len(parts) > 2 else ""

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.relative_to(ROOT).parts

    @property
    def is_migration(self) -> bool:
        return self.path.parent.name == "migrations"

    def functions(self) -> list[Function]:
        """Return all functions and methods."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def calls(self) -> list[ast.Call]:
        """Return all calls."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]


@cache
def modules() -> tuple[Module, ...]:
    """Return every Python file of the repository."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return tuple(Module(path, text := path.read_text(), ast.parse(text)) for path in paths)


def source_modules() -> list[Module]:
    """Return the files of the package itself: no tests, no migrations."""
    found = [module for module in modules() if module.name.startswith("bureau/")]
    return [module for module in found if not module.is_test and not module.is_migration]


def may_know(app: str, other: str) -> bool:
    """Tell whether one app may know another: itself and those on layers below."""
    return app == other or LEVEL[other] < LEVEL[app]


def length(function: Function) -> int:
    """Return the lines from `def` to the end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1
