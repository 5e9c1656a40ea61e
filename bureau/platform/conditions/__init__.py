"""Conditions in CEL, the Common Expression Language: the same verdict here and in the browser.

    condition = compile_condition('answers.issue == "battery"')
    condition.holds({"answers": {"issue": "battery"}})          # True

    compile_condition(source_of({"field": "answers.issue", "op": "is", "value": "battery"}))

Guarded: a source has at most 2,000 characters and 100 nodes, nothing repeats without bound,
evaluation has no side effects, and whatever is wrong with a source is a `BadCondition` with words
for the author. Values that are missing, or of another type than the condition expects, make it not
hold; they are never an error. Compiled conditions are cached; `holds` costs some microseconds.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
