"""The MTA-STS policy of our domains, at `https://mta-sts.<domain>/.well-known/mta-sts.txt`."""

from django.http import HttpRequest, HttpResponse

from bureau.platform.config import config

from ..dns_checklist import host
from ..models import MailDomain
from ..sts_served import MAX_AGE_S, policy_text


def policy(request: HttpRequest) -> HttpResponse:
    """Return the policy of the domain whose name the request is for; 404 for others. One query."""
    asked = request.get_host().partition(":")[0].lower()
    name = asked.removeprefix("mta-sts.")
    row = MailDomain.objects.filter(name=name).first()
    if row is None and name == config().domain:
        row = MailDomain(name=name)
    if row is None or asked == name or row.sts_mode == MailDomain.StsMode.NONE:
        return HttpResponse("There is no policy here.\n", status=404, content_type="text/plain")
    return HttpResponse(
        policy_text(row, [host()]),
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": f"max-age={min(MAX_AGE_S, 3600)}"},
    )
