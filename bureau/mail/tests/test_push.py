"""JMAP push subscriptions (RFC 8620 §7.2) against a real site, plain and encrypted."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone

from bureau.mail.actions.open_account import open_account
from bureau.mail.actions.share import delegate
from bureau.mail.models import PushSubscription
from bureau.people import SYSTEM, Person, suspend
from bureau.platform import jobs
from bureau.platform.jobs.models import Job

from .conftest import JmapOf, MakePerson
from .jmap_client import USING, Jmap
from .web_site import Site, running_site

Json = Any
Drain = Callable[[], int]


@pytest.fixture
def jmap(jmap_of: JmapOf, anna: Person) -> Jmap:
    return jmap_of(anna)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    with running_site(monkeypatch, tmp_path) as found:
        found.answers["/push"] = (201, "text/plain", b"")
        yield found


def ask(jmap: Jmap, name: str, **arguments: Json) -> Json:
    body = {"using": USING, "methodCalls": [[f"PushSubscription/{name}", arguments, "0"]]}
    answer = jmap.api.call("POST", "/jmap/api", body, site=True)
    return answer.json["methodResponses"][0][1]


def subscribe(jmap: Jmap, site: Site, **more: Json) -> Json:
    given = {"deviceClientId": "phone", "url": site.url("/push"), **more}
    return ask(jmap, "set", create={"k": given})


def run_jobs() -> None:
    """Run what is due, and what would be a little later."""
    Job.objects.update(run_at=timezone.now())
    while jobs.drain():
        pass


def sent(site: Site) -> list[Json]:
    found = [json.loads(body) for *_, body in site.asked]
    site.asked.clear()
    return found


def verified(jmap: Jmap, site: Site, **more: Json) -> str:
    made = subscribe(jmap, site, **more)["created"]["k"]
    run_jobs()
    (message,) = sent(site)
    answer = ask(
        jmap, "set", update={made["id"]: {"verificationCode": message["verificationCode"]}}
    )
    assert answer["updated"] == {made["id"]: None}
    return str(made["id"])


def test_an_address_is_told_nothing_before_it_agreed(jmap: Jmap, site: Site) -> None:
    made = subscribe(jmap, site)["created"]["k"]
    assert set(made) == {"id", "keys", "expires"}
    run_jobs()
    ((verb, path, headers, body),) = site.asked
    assert (verb, path, headers["Content-Type"]) == ("POST", "/push", "application/json")
    message = json.loads(body)
    code = message.pop("verificationCode")
    assert message == {"@type": "PushVerification", "pushSubscriptionId": made["id"]}
    site.asked.clear()
    jmap.call("Mailbox/set", create={"m": {"name": "Before"}})
    run_jobs()
    assert site.asked == []

    refused = ask(jmap, "set", update={made["id"]: {"verificationCode": "guess"}})
    assert refused["notUpdated"][made["id"]]["type"] == "invalidProperties"
    assert ask(jmap, "get")["list"][0]["verificationCode"] is None
    ask(jmap, "set", update={made["id"]: {"verificationCode": code}})
    (shown,) = ask(jmap, "get")["list"]
    assert shown == {
        "id": made["id"],
        "deviceClientId": "phone",
        "verificationCode": code,
        "expires": made["expires"],
        "types": None,
    }


def test_changes_are_told_together_with_their_states(jmap: Jmap, site: Site) -> None:
    verified(jmap, site)
    jmap.call("Mailbox/set", create={"m": {"name": "One"}})
    made = jmap.call("Mailbox/set", create={"m": {"name": "Two"}})
    run_jobs()
    (message,) = sent(site)
    assert message == {
        "@type": "StateChange",
        "changed": {jmap.account_id: {"Mailbox": made["newState"]}},
    }
    run_jobs()
    assert site.asked == []


def test_only_the_types_that_are_wanted_are_told(jmap: Jmap, site: Site) -> None:
    verified(jmap, site, types=["Email"])
    jmap.call("Mailbox/set", create={"m": {"name": "One"}})
    run_jobs()
    assert site.asked == []
    inbox = jmap.mailbox("inbox")
    answer = jmap.call(
        "Email/set",
        create={"e": {"mailboxIds": {inbox: True}, "subject": "Hello"}},
    )
    run_jobs()
    (message,) = sent(site)
    assert message["changed"] == {jmap.account_id: {"Email": answer["newState"]}}


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def decrypted(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> Json:
    """Read a body as a push service's client does (RFC 8188 §2, RFC 8291 §3)."""
    salt, length = body[:16], body[20]
    sender, record = body[21 : 21 + length], body[21 + length :]
    own = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
    shared = key.exchange(ec.ECDH(), public)
    secret = _derived(shared, auth, b"WebPush: info\x00" + own + sender, 32)
    content_key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    text = AESGCM(content_key).decrypt(nonce, record, None)
    assert text.endswith(b"\x02")
    return json.loads(text[:-1])


def keys_of(key: ec.EllipticCurvePrivateKey, auth: bytes) -> Json:
    own = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        name: base64.urlsafe_b64encode(value).decode().rstrip("=")
        for name, value in (("p256dh", own), ("auth", auth))
    }


def test_what_is_told_is_encrypted_for_clients_that_gave_keys(jmap: Jmap, site: Site) -> None:
    key, auth = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
    made = subscribe(jmap, site, keys=keys_of(key, auth))["created"]["k"]
    run_jobs()
    ((_, _, headers, body),) = site.asked
    assert headers["Content-Encoding"] == "aes128gcm"
    assert decrypted(body, key, auth)["pushSubscriptionId"] == made["id"]


@pytest.mark.parametrize(
    ("given", "bad"),
    [
        ({"url": "http://list.example/push"}, "url"),
        ({"url": "https://["}, "url"),
        ({"url": "https://who@list.example/push"}, "url"),
        ({"deviceClientId": ""}, "deviceClientId"),
        ({"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, "keys"),
        ({"types": ["Nothing"]}, "types"),
        ({"expires": "2001-01-01T00:00:00Z"}, "expires"),
        ({"verificationCode": "mine"}, "verificationCode"),
        ({"id": "x"}, "id"),
    ],
)
def test_bad_subscriptions_are_refused(jmap: Jmap, site: Site, given: Json, bad: str) -> None:
    answer = subscribe(jmap, site, **given)
    assert answer["notCreated"]["k"]["properties"] == [bad]
    assert not PushSubscription.objects.exists()


def test_addresses_and_keys_are_never_shown(jmap: Jmap) -> None:
    assert ask(jmap, "get", properties=["url"])["type"] == "forbidden"
    assert ask(jmap, "get", accountId=jmap.account_id)["type"] == "invalidArguments"
    assert ask(jmap, "get", ids=["nothing"]) == {"list": [], "notFound": ["nothing"]}


def test_others_cannot_end_or_see_it(jmap: Jmap, site: Site, jmap_of: JmapOf, ben: Person) -> None:
    made = subscribe(jmap, site)["created"]["k"]
    other = jmap_of(ben)
    assert ask(other, "get")["list"] == []
    answer = ask(other, "set", destroy=[made["id"]], update={made["id"]: {"types": None}})
    assert answer["notDestroyed"][made["id"]]["type"] == "notFound"
    assert answer["notUpdated"][made["id"]]["type"] == "notFound"
    assert ask(jmap, "get")["list"][0]["id"] == made["id"]
    assert ask(jmap, "set", destroy=[made["id"]])["destroyed"] == [made["id"]]
    assert not PushSubscription.objects.exists()


def test_an_address_that_is_gone_is_forgotten(jmap: Jmap, site: Site) -> None:
    verified(jmap, site)
    site.answers["/push"] = (410, "text/plain", b"")
    jmap.call("Mailbox/set", create={"m": {"name": "One"}})
    run_jobs()
    assert not PushSubscription.objects.exists()


def test_an_address_that_fails_is_told_later(jmap: Jmap, site: Site) -> None:
    verified(jmap, site)
    site.answers["/push"] = (500, "text/plain", b"")
    made = jmap.call("Mailbox/set", create={"m": {"name": "One"}})
    Job.objects.update(run_at=timezone.now())
    jobs.drain()
    site.asked.clear()
    (waiting,) = Job.objects.filter(name="mail.push")
    assert timedelta() < waiting.run_at - timezone.now() <= timedelta(minutes=1)
    site.answers["/push"] = (201, "text/plain", b"")
    run_jobs()
    (message,) = sent(site)
    assert message["changed"] == {jmap.account_id: {"Mailbox": made["newState"]}}


def test_who_left_is_told_nothing(jmap: Jmap, site: Site, anna: Person) -> None:
    verified(jmap, site)
    jmap.call("Mailbox/set", create={"m": {"name": "One"}})
    suspend(SYSTEM, anna)
    run_jobs()
    assert site.asked == []


def test_who_reads_many_accounts_is_told_in_parts(
    jmap: Jmap, jmap_of: JmapOf, site: Site, anna: Person, make_person: MakePerson
) -> None:
    shared = [make_person(f"team-{number}") for number in range(90)]
    for one in shared:
        open_account(one)
        delegate(SYSTEM, one.id, anna.id, True)
    key, auth = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
    row = PushSubscription.objects.get(id=verified(jmap, site))
    row.keys = keys_of(key, auth)
    row.save()
    states = {
        one.id: jmap_of(anna, one).call("Mailbox/set", create={"m": {"name": "New"}})["newState"]
        for one in shared
    }
    run_jobs()
    told: Json = {}
    for *_, body in site.asked:
        told |= decrypted(body, key, auth)["changed"]
    assert told == {account: {"Mailbox": state} for account, state in states.items()}
