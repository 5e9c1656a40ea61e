"""How mail programs set themselves up: files for Mozilla's, for Outlook, and for Apple's.

All say the same for every address, so that nobody learns who has one.
"""

import plistlib
import re
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt

from bureau.platform.config import config

from ..client_settings import Offer, offers

_ADDRESS = re.compile(r"[^\s<>@\"']{1,64}@([A-Za-z0-9.-]{1,255})")
_IN_REQUEST = re.compile(rb"<EMailAddress>\s*([^<]{1,320}?)\s*</EMailAddress>")
LONGEST_REQUEST = 16 << 10

MOZILLA = """<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="{domain}">
    <domain>{domain}</domain>
    <displayName>{domain}</displayName>
    <displayShortName>{domain}</displayShortName>
{servers}  </emailProvider>
</clientConfig>
"""
MOZILLA_SERVER = """    <{side}Server type="{kind}">
      <hostname>{host}</hostname>
      <port>{port}</port>
      <socketType>{socket}</socketType>
      <authentication>password-cleartext</authentication>
      <username>%EMAILADDRESS%</username>
    </{side}Server>
"""
_SCHEMA = "http://schemas.microsoft.com/exchange/autodiscover"
OUTLOOK = (
    f"""<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="{_SCHEMA}/responseschema/2006">
  <Response xmlns="{_SCHEMA}/outlook/responseschema/2006a">
"""
    """    <User><DisplayName>{email}</DisplayName></User>
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
{protocols}    </Account>
  </Response>
</Autodiscover>
"""
)
OUTLOOK_PROTOCOL = """      <Protocol>
        <Type>{kind}</Type>
        <Server>{host}</Server>
        <Port>{port}</Port>
        <DomainRequired>off</DomainRequired>
        <LoginName>{email}</LoginName>
        <SPA>off</SPA>
        <SSL>on</SSL>
        <Encryption>{encryption}</Encryption>
        <AuthRequired>on</AuthRequired>
      </Protocol>
"""


def mozilla(request: HttpRequest) -> HttpResponse:
    """Thunderbird and others: `config-v1.1.xml`."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405)
    domain = escape(_domain_of(request.GET.get("emailaddress", "")))
    servers = "".join(_mozilla_server(offer) for offer in offers())
    return _xml(MOZILLA.format(domain=domain, servers=servers))


def _mozilla_server(offer: Offer) -> str:
    return MOZILLA_SERVER.format(
        side="incoming" if offer.kind == "imap" else "outgoing",
        kind=offer.kind,
        host=escape(offer.host),
        port=offer.port,
        socket="SSL" if offer.is_tls else "STARTTLS",
    )


def _domain_of(email: str) -> str:
    match = _ADDRESS.fullmatch(email)
    return match[1].lower() if match else config().domain


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


@csrf_exempt
def outlook(request: HttpRequest) -> HttpResponse:
    """Outlook: autodiscover.xml. The request is never read as XML."""
    if request.method != "POST":
        return HttpResponse(status=405)
    found = _IN_REQUEST.search(request.read(LONGEST_REQUEST))
    email = found[1].decode("utf-8", "replace") if found else ""
    if not _ADDRESS.fullmatch(email):
        return HttpResponse("The request names no address.\n", status=400)
    best = {offer.kind: offer for offer in reversed(offers())}
    protocols = "".join(
        _outlook_protocol(best[kind], email) for kind in ("imap", "smtp") if kind in best
    )
    return _xml(OUTLOOK.format(email=escape(email), protocols=protocols))


def _outlook_protocol(offer: Offer, email: str) -> str:
    return OUTLOOK_PROTOCOL.format(
        kind=offer.kind.upper(),
        host=escape(offer.host),
        port=offer.port,
        email=escape(email),
        encryption="SSL" if offer.is_tls else "TLS",
    )


def apple(request: HttpRequest) -> HttpResponse:
    """A configuration profile for the mail of iPhone, iPad and Mac."""
    email = request.GET.get("email", "")
    if request.method != "GET" or not _ADDRESS.fullmatch(email):
        return HttpResponse("Add ?email=your@address.\n", status=400, content_type="text/plain")
    best = {offer.kind: offer for offer in reversed(offers())}
    if len(best) < 2:
        return HttpResponse("There is no mail server here.\n", status=404)
    response = HttpResponse(
        plistlib.dumps(_profile(email, best["imap"], best["smtp"])),
        content_type="application/x-apple-aspen-config",
    )
    response["Content-Disposition"] = 'attachment; filename="mail.mobileconfig"'
    return response


def _profile(email: str, imap: Offer, smtp: Offer) -> dict[str, Any]:
    identifier = f"{config().domain}.mail"
    account = {
        "PayloadType": "com.apple.mail.managed",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"{identifier}.account",
        "PayloadUUID": str(uuid5(NAMESPACE_DNS, f"account.{email}")).upper(),
        "PayloadDisplayName": email,
        "EmailAccountType": "EmailTypeIMAP",
        "EmailAccountDescription": email,
        "EmailAddress": email,
        "OutgoingPasswordSameAsIncomingPassword": True,
        **_apple_server("Incoming", imap, email),
        **_apple_server("Outgoing", smtp, email),
    }
    return {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": identifier,
        "PayloadUUID": str(uuid5(NAMESPACE_DNS, f"profile.{email}")).upper(),
        "PayloadDisplayName": email,
        "PayloadContent": [account],
    }


def _apple_server(side: str, offer: Offer, email: str) -> dict[str, Any]:
    return {
        f"{side}MailServerAuthentication": "EmailAuthPassword",
        f"{side}MailServerHostName": offer.host,
        f"{side}MailServerPortNumber": offer.port,
        f"{side}MailServerUseSSL": True,
        f"{side}MailServerUsername": email,
    }
