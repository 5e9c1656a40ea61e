"""References that Django takes as strings respect the layers too; import checks cannot see them."""

import ast
import re
from collections.abc import Iterator

from .source import LEVEL, Module, may_know, modules

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
MODULE_PATH = re.compile(r"^bureau\.([a-z]+)(\.|$)")
# Apps inside the platform, whose labels are not names of layers.
PLATFORM_LABELS = {"jobs", "events", "blobs", "http"}


def test_relations_and_model_look_ups_point_down() -> None:
    wrong = [
        f"{module.name}: {label}"
        for module in _judged()
        for label in _labels(module)
        if label in LEVEL and not may_know(module.app, label)
    ]
    assert wrong == []


def test_dotted_paths_in_strings_point_down() -> None:
    wrong = [
        f"{module.name}: {text}"
        for module in _judged()
        for text in _strings(module)
        if (found := MODULE_PATH.match(text))
        and found[1] in LEVEL
        and not may_know(module.app, found[1])
    ]
    assert wrong == []


def _judged() -> list[Module]:
    return [module for module in modules() if module.app in LEVEL and not module.is_test]


def _labels(module: Module) -> Iterator[str]:
    for call in module.calls():
        target = _first_string(call)
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if target and (name in RELATIONS or name == "get_model"):
            label = target.split(".")[0].lower()
            if "." in target or name == "get_model":
                yield "platform" if label in PLATFORM_LABELS else label


def _first_string(call: ast.Call) -> str:
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "to")]
    texts = [node.value for node in given if isinstance(node, ast.Constant)]
    return next((text for text in texts if isinstance(text, str)), "")


def _strings(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
