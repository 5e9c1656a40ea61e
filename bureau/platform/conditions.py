"""Conditions in CEL, the Common Expression Language: the same verdict here and in the browser.

Guarded: a source has at most 2,000 characters and 100 nodes, evaluation has no side effects, and whatever
goes wrong is a `BadCondition` with words for the author.
"""
