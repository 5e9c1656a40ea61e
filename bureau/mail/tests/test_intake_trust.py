"""What is proved of an author at intake, over a real name server and a real SMTP connection, and
what the organisation does about it.
"""

import smtplib
from collections.abc import Iterator

import pytest
from django.db import connections

from bureau.people import Person
from bureau.platform import blobs
from bureau.platform.mime import parse

from ..models import Email, HeldMessage, MailPolicy, TraceEntry
from ..smtp.intake import serve_intake
from ..trust.arc import seal
from ..trust.dkim import sign_message
from ..trust.fields import split
from ..trust.keys import key_record
from ..trust.tests.test_dkim import RSA
from .conftest import JmapOf
from .dns_server import Zone
from .dns_server import zone as zone
from .letters import letter
from .mail_servers import running

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(zone: Zone) -> Iterator[smtplib.SMTP]:
    zone.add("s1._domainkey.vendor.example", "TXT", key_record(RSA))
    zone.add("s1._domainkey.list.example", "TXT", key_record(RSA))
    with running(serve_intake) as port, smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        yield client
    connections.close_all()


def asks(zone: Zone, policy: str) -> None:
    zone.add("_dmarc.vendor.example", "TXT", f"v=DMARC1; p={policy}")


def post(client: smtplib.SMTP, content: bytes, sender: str = "v@vendor.example") -> str:
    try:
        client.sendmail(sender, ["anna@demo.example"], content)
    except smtplib.SMTPDataError as refused:
        return f"{refused.smtp_code} {refused.smtp_error.decode()}"  # type: ignore[union-attr]
    return "250"


def signed(content: bytes) -> bytes:
    return sign_message(split(content), "vendor.example", "s1", RSA, 1) + content


def chosen(**fields: object) -> None:
    MailPolicy.objects.update_or_create(id=1, defaults={"chosen": fields})


def test_the_verdict_is_stored_shown_and_written_into_the_message(
    client: smtplib.SMTP, zone: Zone, anna: Person, jmap_of: JmapOf
) -> None:
    zone.add("vendor.example", "TXT", "v=spf1 ip4:127.0.0.1 -all")
    asks(zone, "reject")
    assert post(client, signed(letter())) == "250"
    email = Email.objects.get(account_id=anna.id)
    wanted = {"spf": "pass", "dkim": "pass", "dmarc": "pass", "arc": "none", "author": "proven"}
    assert {name: email.trust[name] for name in wanted} == wanted
    assert email.trust["external"] is True
    seen = parse(blobs.read(email.blob)).all("authentication-results")
    assert seen == [
        "demo.example; spf=pass smtp.mailfrom=v@vendor.example; dkim=pass "
        "header.d=vendor.example header.s=s1 header.a=rsa-sha256; "
        "dmarc=pass (p=reject) header.from=vendor.example"
    ]
    found = jmap_of(anna).call("Email/get", ids=[email.id], properties=["trust"])
    assert found["list"][0]["trust"]["author"] == "proven"


def test_a_forged_author_is_refused_where_the_owner_asks_for_it(
    client: smtplib.SMTP, zone: Zone, anna: Person
) -> None:
    asks(zone, "reject")
    assert post(client, letter()).startswith("550 5.7.26 vendor.example")
    assert Email.objects.count() == 0
    assert TraceEntry.objects.get().reply.startswith("550 5.7.26")


@pytest.mark.parametrize(
    ("policy", "settings", "held", "disposition"),
    [
        ("reject", {"on_reject": "quarantine"}, 1, None),
        ("reject", {"on_reject": "junk"}, 0, "junk"),
        ("reject", {"on_reject": "deliver"}, 0, None),
        ("quarantine", {}, 0, "junk"),
        ("quarantine", {"on_quarantine": "quarantine"}, 1, None),
        ("none", {}, 0, None),
    ],
)
def test_the_organisation_decides_what_a_failure_means(
    client: smtplib.SMTP,
    zone: Zone,
    anna: Person,
    policy: str,
    settings: dict[str, str],
    held: int,
    disposition: str | None,
) -> None:
    asks(zone, policy)
    chosen(**settings)
    assert post(client, letter()) == "250"
    assert HeldMessage.objects.count() == held
    trusts = list(Email.objects.values_list("trust", flat=True))
    assert [trust.get("disposition") for trust in trusts] == [disposition] * (1 - held)


def test_a_chain_of_a_list_that_saw_a_proven_author_keeps_mail_from_being_refused(
    client: smtplib.SMTP, zone: Zone, anna: Person
) -> None:
    asks(zone, "reject")
    changed = letter("[list] Offer")
    seen = "list.example; dmarc=pass header.from=vendor.example"
    content = seal(split(changed), seen, "none", "list.example", "s1", RSA, 1) + changed
    assert post(client, content, "bounces@list.example") == "250"
    trust = Email.objects.get().trust
    assert (trust["arc"], trust["dmarc"], trust["disposition"]) == ("pass", "fail", "junk")


def test_what_claims_to_be_our_own_judgement_is_taken_out(
    client: smtplib.SMTP, zone: Zone, anna: Person
) -> None:
    forged = b"Authentication-Results: demo.example;\r\n dmarc=pass header.from=vendor.example\r\n"
    other = b"Authentication-Results: list.example; dmarc=pass\r\n"
    assert post(client, forged + other + letter()) == "250"
    seen = parse(blobs.read(Email.objects.get().blob)).all("authentication-results")
    assert [one.partition(";")[0] for one in seen] == ["demo.example", "list.example"]
    assert "dmarc=none" in seen[0]


def test_an_author_of_ours_from_outside_is_told_apart(
    client: smtplib.SMTP, zone: Zone, anna: Person
) -> None:
    assert post(client, letter(author="Boss <ben@demo.example>")) == "250"
    trust = Email.objects.get().trust
    assert (trust["author"], trust["external"]) == ("unproven", True)
    assert "own_domain_unproven" in trust["reasons"]


def test_name_servers_in_trouble_do_not_refuse_mail(
    client: smtplib.SMTP, zone: Zone, anna: Person
) -> None:
    zone.broken.update({"vendor.example", "_dmarc.vendor.example", "s1._domainkey.vendor.example"})
    assert post(client, signed(letter())) == "250"
    trust = Email.objects.get().trust
    assert (trust["spf"], trust["dkim"], trust["dmarc"]) == ("temperror",) * 3
    assert trust["author"] == "unproven"
