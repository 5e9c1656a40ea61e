"""What shows: one pass over the blocks, with the answers given so far.

An answer counts for conditions only while its question shows, so hiding a question hides what
hangs on it. The browser makes the same pass over the page (web/src/apps/forms/public).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bureau.platform.conditions import Condition

from .blocks import CHOICE_KINDS, OTHER, Block

Value = object
"""What an answer is stored as: text, number, true, a list of keys or file ids, or an option with
own words.
"""


@dataclass(slots=True)
class Showing:
    """The blocks and options that show, and the answers that count."""

    block_ids: list[str] = field(default_factory=list)
    option_keys: dict[str, frozenset[str]] = field(default_factory=dict)
    answers: dict[str, Value] = field(default_factory=dict)
    by_key: dict[str, object] = field(default_factory=dict)
    """The same answers as conditions see them: by key, and of own words only that they are."""


def what_shows(blocks: Sequence[Block], answers: Mapping[str, Value]) -> Showing:
    """Walk the blocks from top to bottom; answers of what is hidden are left out."""
    showing = Showing()
    section_shows = True
    for block in blocks:
        if block.kind == "section":
            section_shows = _holds(block.show_if, showing)
        if not section_shows or not _holds(block.show_if, showing):
            continue
        showing.block_ids.append(block.id)
        if block.kind in CHOICE_KINDS:
            showing.option_keys[block.id] = _options(block, showing)
        _keep(block, answers.get(block.id), showing)
    return showing


def seen_by_conditions(value: Value) -> object:
    """Return the value without the words that somebody wrote beside an option."""
    if isinstance(value, Mapping):
        return value.get("options", value.get("option"))
    return value


def _holds(condition: Condition | None, showing: Showing) -> bool:
    return condition is None or condition.holds({"answers": showing.by_key})


def _options(block: Block, showing: Showing) -> frozenset[str]:
    keys = {option.key for option in block.options if _holds(option.show_if, showing)}
    return frozenset(keys | {OTHER}) if block.has_other else frozenset(keys)


def _keep(block: Block, value: Value, showing: Showing) -> None:
    if block.kind in CHOICE_KINDS:
        value = _offered(value, showing.option_keys[block.id])
    if value is None or value in ("", []):
        return
    showing.answers[block.id] = value
    showing.by_key[block.key] = seen_by_conditions(value)


def _offered(value: Value, keys: frozenset[str]) -> Value:
    """Return what is left of a choice when hidden options are taken away."""
    if isinstance(value, str):
        return value if value in keys else None
    if isinstance(value, list):
        return [key for key in value if key in keys] or None
    if isinstance(value, Mapping) and OTHER not in keys:
        return _offered(value.get("options"), keys)
    return value
