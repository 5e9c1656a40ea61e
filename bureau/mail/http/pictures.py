"""Pictures in mail: those of the web through our proxy, attached ones made small; texts."""

from django.http import HttpRequest, HttpResponse

from bureau.people import Actor
from bureau.platform import limits
from bureau.platform.errors import NotFound

from ..blob_ids import Content, find_blob
from ..policies import check_reads
from ..remote_images import image_blob, signed_url, small_blob
from .jmap_views import CONTENT_POLICY, endpoint

FETCHES_PER_MINUTE = 600
LARGEST_PICTURE = 40 << 20
LONGEST_TEXT = 512 << 10
BOXES = {"thumbnail": (512, 384), "picture": (2000, 2000)}
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, max-age=86400, immutable",
}


def remote_image(request: HttpRequest) -> HttpResponse:
    """Send a picture of the web that one of our pages named; nobody has to be signed in."""
    url = signed_url(request.GET.get("u", ""), request.GET.get("s", ""))
    if request.method != "GET" or url is None:
        return HttpResponse(status=404)
    limits.take("mail.images", request.META.get("REMOTE_ADDR", ""), FETCHES_PER_MINUTE, 60)
    return _picture(image_blob(url))


def _picture(blob: str) -> HttpResponse:
    if not blob:
        return HttpResponse(status=404, headers={"Cache-Control": "private, max-age=600"})
    headers = {**_HEADERS, "X-Bureau-Blob": blob}
    return HttpResponse(content_type="image/webp", headers=headers)


@endpoint("GET")
def preview(
    request: HttpRequest, actor: Actor, account_id: str, blob_id: str, kind: str
) -> HttpResponse:
    """Show an attachment without its own bytes reaching the browser: `thumbnail` and `picture` are
    made anew as WebP, `text` is plain text.
    """
    check_reads(actor, account_id)
    content = find_blob(account_id, blob_id)
    if kind == "text":
        return _text(content)
    if kind not in BOXES or not content.media_type.startswith("image/"):
        raise NotFound()
    if content.size_bytes > LARGEST_PICTURE:
        raise NotFound()
    section = content.part.section if content.part else ""
    return _picture(small_blob(content.blob, section, content.read(), BOXES[kind]))


def _text(content: Content) -> HttpResponse:
    if not content.media_type.startswith(("text/", "application/json", "message/")):
        raise NotFound()
    text = content.read()[:LONGEST_TEXT].decode("utf-8", "replace")
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=_HEADERS)
