"""Refusals of forms."""

from bureau.platform.errors import BadInput, Conflict, Forbidden, NotFound, Refusal


class FormsRefusal(Refusal):
    """Base of what forms refuse."""


class BadForm(FormsRefusal, BadInput):
    """The questions or settings are not right; `errors` lists {field, message} per block."""

    code = "bad_form"
    title = "The form is not ready. Correct what is marked and try again."


class BadAnswers(FormsRefusal, BadInput):
    """Answers are missing or not right; `errors` lists {field, message} per block id."""

    code = "bad_answers"
    title = "Some answers are missing or not right."


class FormNotFound(FormsRefusal, NotFound):
    """There is no such form, or the caller may not know of it."""

    code = "form_not_found"
    title = "This form does not exist, or it was not shared with you."


class FormForbidden(FormsRefusal, Forbidden):
    """The caller sees the form but may not do this."""

    code = "form_forbidden"
    title = "You may not do this with the form. Ask its owner."


class DraftChanged(FormsRefusal, Conflict):
    """Somebody saved the draft in between; `draft_number` is the one stored now."""

    code = "draft_changed"
    title = "Somebody else changed this form in the meantime. Reload to see their changes."


class SlugTaken(FormsRefusal, Conflict):
    """Another form has this address."""

    code = "slug_taken"
    title = "Another form has this address. Choose another one."


class FormClosed(FormsRefusal):
    """The form takes no answers now."""

    status = 410
    code = "form_closed"
    title = "This form does not take answers at the moment."


class BadUpload(FormsRefusal, BadInput):
    """The file is too large, of another type than asked for, or one too many."""

    code = "bad_upload"
    title = "This file cannot be taken."
