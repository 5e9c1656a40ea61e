"""Mail programs find the servers by themselves, and learn nothing about persons."""

import plistlib
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from bureau.platform.config import Config, Endpoint, config

from .. import client_settings

ROOT = Path(__file__).parents[3]
HOST = "mail.demo.example"
REQUEST = """<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">
<Request><EMailAddress>{email}</EMailAddress></Request></Autodiscover>"""


def standard_ports() -> Config:
    """Return a configuration with the ports that everybody knows."""
    return replace(
        config(),
        imap=Endpoint("0.0.0.0", 143),
        imaps=Endpoint("0.0.0.0", 993),
        submission=Endpoint("0.0.0.0", 587),
        submissions=Endpoint("", 0),
    )


@pytest.fixture(autouse=True)
def _ports(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = standard_ports()
    monkeypatch.setattr(client_settings, "config", lambda: settings)


@pytest.mark.parametrize(
    "path", ["/.well-known/autoconfig/mail/config-v1.1.xml", "/mail/config-v1.1.xml"]
)
def test_thunderbird_learns_all_servers_best_first(client: Client, path: str) -> None:
    answer = client.get(path, {"emailaddress": "anna@shop.example"})
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.findtext(".//domain") == "shop.example"
    servers = [
        (one.tag, one.get("type"), one.findtext("port"), one.findtext("socketType"))
        for one in root.findall(".//emailProvider/*")
        if one.tag.endswith("Server")
    ]
    assert servers == [
        ("incomingServer", "imap", "993", "SSL"),
        ("incomingServer", "imap", "143", "STARTTLS"),
        ("outgoingServer", "smtp", "587", "STARTTLS"),
    ]
    assert {one.text for one in root.findall(".//hostname")} == {HOST}
    assert {one.text for one in root.findall(".//username")} == {"%EMAILADDRESS%"}


def test_the_page_for_users_names_the_same_servers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(standard_ports(), submissions=Endpoint("0.0.0.0", 465))
    monkeypatch.setattr(client_settings, "config", lambda: settings)
    path = "/.well-known/autoconfig/mail/config-v1.1.xml"
    page = " ".join((ROOT / "docs/user/mail-programs.md").read_text().split())
    assert f"https://<your Bureau>{path}" in page
    assert "https://<your Bureau>/mail/apple.mobileconfig?email=" in page
    root = ElementTree.fromstring(client.get(path, {"emailaddress": "a@shop.example"}).content)
    servers = [one for one in root.findall(".//emailProvider/*") if one.tag.endswith("Server")]
    assert len(servers) == 4
    for one in servers:
        way = {"SSL": "SSL/TLS", "STARTTLS": "STARTTLS"}[one.findtext("socketType") or ""]
        assert re.search(rf"\b{one.findtext('port')} with {way}", page), one.findtext("port")


def test_what_is_no_address_is_not_repeated(client: Client) -> None:
    answer = client.get("/mail/config-v1.1.xml", {"emailaddress": "x@<script>"})
    assert ElementTree.fromstring(answer.content).findtext(".//domain") == "demo.example"
    assert b"script" not in answer.content


@pytest.mark.parametrize(
    "path", ["/autodiscover/autodiscover.xml", "/Autodiscover/Autodiscover.xml"]
)
def test_outlook_learns_the_best_of_each(client: Client, path: str) -> None:
    answer = client.post(path, REQUEST.format(email="anna@demo.example"), content_type="text/xml")
    text = answer.content.decode()
    root = ElementTree.fromstring(text)
    found = [
        [
            one.text
            for one in protocol
            if one.tag.rpartition("}")[2] in ("Type", "Port", "Encryption")
        ]
        for protocol in root.iter()
        if protocol.tag.endswith("}Protocol")
    ]
    assert found == [["IMAP", "993", "SSL"], ["SMTP", "587", "TLS"]]
    assert "<LoginName>anna@demo.example</LoginName>" in text


def test_outlook_is_refused_without_an_address(client: Client) -> None:
    path = "/autodiscover/autodiscover.xml"
    assert client.get(path).status_code == 405
    for email in ("", "&evil;", "a b@c"):
        answer = client.post(path, REQUEST.format(email=email), content_type="text/xml")
        assert answer.status_code == 400


def test_apple_gets_a_profile(client: Client) -> None:
    answer = client.get("/mail/apple.mobileconfig", {"email": "anna@demo.example"})
    assert answer["Content-Type"] == "application/x-apple-aspen-config"
    (account,) = plistlib.loads(answer.content)["PayloadContent"]
    assert account["IncomingMailServerHostName"] == HOST
    assert account["IncomingMailServerPortNumber"] == 993
    assert account["OutgoingMailServerPortNumber"] == 587
    assert account["IncomingMailServerUsername"] == "anna@demo.example"
    assert client.get("/mail/apple.mobileconfig").status_code == 400
