"""The house numbers: how long functions and files may be, and what every file and function has."""

from statistics import median, quantiles

from . import exceptions
from .source import Module, length, modules, source_modules

LONGEST_FUNCTION = 60
LONGEST_FILE = 400
MEDIAN_FUNCTION = 10
P95_FUNCTION = 40
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "shared"}


def test_no_function_is_longer_than_sixty_lines() -> None:
    found = {
        f"{module.name}::{function.name}"
        for module in modules()
        for function in module.functions()
        if length(function) > LONGEST_FUNCTION and not module.is_migration
    }
    assert found == exceptions.LONG_FUNCTIONS


def test_half_of_all_functions_have_ten_lines_or_fewer() -> None:
    lengths = [length(function) for module in source_modules() for function in module.functions()]
    assert median(lengths) <= MEDIAN_FUNCTION
    assert quantiles(lengths, n=20)[-1] <= P95_FUNCTION


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    found = {
        module.name
        for module in modules()
        if len(module.text.splitlines()) > LONGEST_FILE and not module.is_migration
    }
    assert found == exceptions.LONG_FILES


def test_every_function_states_its_return_type() -> None:
    found = {
        f"{module.name}::{function.name}"
        for module in modules()
        for function in module.functions()
        if function.returns is None and not module.is_migration
    }
    assert found == exceptions.WITHOUT_RETURN_TYPE


def test_every_file_opens_with_its_job() -> None:
    found = {module.name for module in modules() if not _has_docstring(module)}
    assert found == exceptions.WITHOUT_DOCSTRING


def test_no_file_or_folder_is_a_place_for_leftovers() -> None:
    found = {
        module.name
        for module in modules()
        if FORBIDDEN_NAMES & {*module.path.with_suffix("").parts[-4:]}
    }
    assert found == set()


def _has_docstring(module: Module) -> bool:
    if module.is_migration or not module.text.strip() or module.path.name == "apps.py":
        return True
    first = module.tree.body[0] if module.tree.body else None
    value = getattr(first, "value", None)
    return isinstance(getattr(value, "value", None), str)
