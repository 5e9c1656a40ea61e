"""Routes of reading: leaving lists, whose pictures are shown."""

from ninja import Router, Schema, Status
from pydantic import Field

from bureau.people.http.auth import signed_in

from ..actions.choose import show_images_of
from ..actions.unsubscribe import How, unsubscribe
from .requests import SignedRequest

router = Router()


class UnsubscribedOut(Schema):
    """How the list was left; with `link`, only the page at `url` does it."""

    how: How
    url: str


class ImageSenderIn(Schema):
    """Whose pictures to show."""

    email: str = Field(min_length=3, max_length=320)


@router.post("/mail/emails/{email_id}/unsubscribe", response=UnsubscribedOut, auth=signed_in)
def post_unsubscribe(request: SignedRequest, email_id: str) -> dict[str, str]:
    """Leave the mailing list of a message."""
    how, url = unsubscribe(request.auth, email_id)
    return {"how": how, "url": url}


@router.post("/mail/images/senders", response={204: None}, auth=signed_in)
def post_image_sender(request: SignedRequest, body: ImageSenderIn) -> Status[None]:
    """Show pictures of the web in mail of this author from now on."""
    show_images_of(request.auth, body.email)
    return Status(204, None)
