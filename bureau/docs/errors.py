"""Refusals of docs."""

from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound, Refusal


class DocsRefusal(Refusal):
    """Base of all refusals of docs."""


class DocumentNotFound(DocsRefusal, NotFound):
    """No such document, or none the caller may know of."""

    code = "document_not_found"
    title = "This document does not exist, or it was not shared with you."


class DocumentReadOnly(DocsRefusal, Forbidden):
    """The caller's role does not allow this."""

    code = "role_missing"
    title = "Your role here does not allow this. Ask the owner of the document for access."


class BadContent(DocsRefusal, BadInput):
    """Content that is no document."""

    code = "bad_content"
    title = "This content cannot be put into a document."


class PlaceNotFound(DocsRefusal, Conflict):
    """The text or range that was to be changed is not there, or not any more."""

    code = "place_not_found"
    title = "The text to change was not found. Read the document again and try once more."


class BadImage(DocsRefusal, BadInput):
    """Bytes that are no picture, or one that is too large."""

    code = "bad_image"
    title = "This is not a picture that a document can show. Use PNG, JPEG, GIF, WebP or SVG."
