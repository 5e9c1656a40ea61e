"""Refusals of realtime."""

from bureau.platform.errors import NotFound, Refusal


class RealtimeRefusal(Refusal):
    """Base of what realtime refuses."""


class ItemNotFound(RealtimeRefusal, NotFound):
    """There is no such document."""

    code = "item_not_found"
    title = "This document does not exist, or it was not shared with you."


class VersionNotFound(RealtimeRefusal, NotFound):
    """There is no such version of the document."""

    code = "version_not_found"
    title = "This version does not exist any more."
