"""Looking after responses: releasing those held for review, and deleting."""

from django.db import transaction
from django.db.models import F

from bureau.forms.announcement import announce
from bureau.forms.blocks import parse_blocks
from bureau.forms.errors import FormNotFound
from bureau.forms.events import changed
from bureau.forms.models import Form, Response, ResponseFile
from bureau.forms.policies import form_for
from bureau.people import Actor
from bureau.platform import blobs


def release_response(actor: Actor, form_id: str, response_id: str) -> Response:
    """Accept a held response: from now on it counts, and starts what the form's rules say, once."""
    with transaction.atomic():
        form = form_for(actor, form_id, "review")
        response = _response(form, response_id)
        if response.state == Response.State.HELD:
            response.state = Response.State.ACCEPTED
            response.save(update_fields=["state"])
            announce(form, response.version, parse_blocks(response.version.blocks), response)
            changed(form, "response_released", {"response": [response.id, response.id]})
    return response


def delete_response(actor: Actor, form_id: str, response_id: str) -> None:
    """Delete a response and its files for good."""
    with transaction.atomic():
        form = form_for(actor, form_id, "review")
        response = _response(form, response_id)
        for file in ResponseFile.objects.filter(response=response):
            blobs.release(file.blob)
        response.delete()
        Form.objects.filter(id=form.id).update(response_count=F("response_count") - 1)
        changed(form, "response_deleted", {"response": [response_id, None]})


def _response(form: Form, response_id: str) -> Response:
    rows = Response.objects.select_for_update(of=("self",)).select_related("version")
    response = rows.filter(form=form, id=response_id).first()
    if response is None:
        raise FormNotFound("This response does not exist any more.")
    return response
