"""Conditions: the shared vectors, the guards, and what is never an error."""

import json
from pathlib import Path
from typing import Any

import pytest

from bureau.platform import conditions
from bureau.platform.conditions import (
    BadCondition,
    compile_condition,
    fields_of,
    source_of,
)

VECTORS: dict[str, Any] = json.loads(
    (Path(conditions.__file__).parent / "vectors.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS["trees"], ids=lambda vector: vector["source"][:60])
def test_a_tree_compiles_to_this_source(vector: dict[str, Any]) -> None:
    assert source_of(vector["tree"]) == vector["source"]
    compile_condition(vector["source"])


@pytest.mark.parametrize(
    "vector",
    VECTORS["verdicts"],
    ids=lambda vector: f"{vector['source'][:50]} {vector['answers']}",
)
def test_a_condition_gives_this_verdict(vector: dict[str, Any]) -> None:
    assert (
        compile_condition(vector["source"]).holds({"answers": vector["answers"]}) is vector["holds"]
    )


@pytest.mark.parametrize("source", VECTORS["refused"])
def test_a_source_beyond_the_guards_is_refused(source: str) -> None:
    with pytest.raises(BadCondition):
        compile_condition(source)


def test_a_source_may_be_2000_characters_and_100_parts_long() -> None:
    compile_condition('"' + "x" * 1993 + '"==""')
    with pytest.raises(BadCondition, match="2,000 characters"):
        compile_condition('"' + "x" * 1995 + '"==""')
    compile_condition(" || ".join(["a == 1"] * 25))
    with pytest.raises(BadCondition, match="100 parts"):
        compile_condition(" || ".join(["a == 1"] * 26))


def test_deep_brackets_are_refused_before_they_reach_the_parser() -> None:
    with pytest.raises(BadCondition, match="brackets"):
        compile_condition("(" * 900 + "true" + ")" * 900)


def test_an_unknown_variable_is_told_to_the_author() -> None:
    with pytest.raises(BadCondition, match="nothing named 'anwsers'"):
        compile_condition('anwsers.a == "x"').holds({"answers": {}})


def test_a_condition_that_is_no_question_is_told_to_the_author() -> None:
    with pytest.raises(BadCondition, match="yes or no"):
        compile_condition("1 + 1").holds({})


@pytest.mark.parametrize(
    "tree",
    [
        None,
        {"all": []},
        {"field": 'x") || true', "op": "answered"},
        {"field": "answers.in", "op": "answered"},
        {"field": "answers.a", "op": "like", "value": "x"},
        {"field": "answers.a", "op": "gt", "value": "x"},
        {"field": "answers.a", "op": "before", "value": 3},
        {"field": "answers.a", "op": "one_of", "value": ["x", 3]},
        {"field": "answers.a", "op": "is", "value": {"x": 1}},
    ],
)
def test_a_tree_that_is_not_one_is_refused(tree: object) -> None:
    with pytest.raises(BadCondition):
        source_of(tree)


def test_a_value_cannot_leave_its_quotation_marks() -> None:
    source = source_of({"field": "answers.a", "op": "is", "value": '" || true || "'})
    assert compile_condition(source).holds({"answers": {"a": "x"}}) is False


def test_the_fields_of_a_tree_are_found_at_any_depth() -> None:
    leaf = {"field": "answers.a", "op": "answered"}
    other = {"field": "answers.b", "op": "answered"}
    assert fields_of({"any": [leaf, {"all": [other, leaf]}]}) == {
        "answers.a",
        "answers.b",
    }
