"""Shapes of the search API."""

from datetime import datetime

from ninja import Schema


class HitOut(Schema):
    """One found object."""

    kind: str
    id: str
    title: str
    excerpt: str
    url: str
    at: datetime


class HitGroupOut(Schema):
    """The hits of one kind."""

    kind: str
    items: list[HitOut]
    more: bool


class SearchOut(Schema):
    """Everything that was found."""

    groups: list[HitGroupOut]
