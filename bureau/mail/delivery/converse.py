"""One message offered to a domain's hosts in turn, with an outcome for every recipient."""

import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..trust.dns import DnsTrouble
from .connections import Open, connected
from .protection import Unprotected, protections
from .route import NoRoute, ends_here, route

MOST_HOSTS = 4
EXAMPLE_REPLY = "250 2.0.0 Kept here: .example is reserved for examples"
NO_UTF8 = "553 5.6.7 The recipient's host takes no addresses beyond ASCII"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the next host said about a recipient."""

    is_accepted: bool
    is_permanent: bool
    reply: str
    host: str = ""
    tls: str = ""
    reports: bool = False
    """Whether the host took over the wish for a report of success."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message as it goes out, and for whom."""

    raw: bytes
    envelope_from: str
    recipients: Sequence[str]
    domain: str
    relay: str = ""
    envelope_id: str = ""
    returns: str = ""
    notify: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)


def transmit(parcel: Parcel) -> dict[str, Outcome]:
    """Offer the message to the domain's hosts in turn; returns an outcome for every recipient."""
    if ends_here(parcel.domain) and not parcel.relay:
        return _all(parcel, Outcome(True, False, EXAMPLE_REPLY))
    try:
        hosts = route(parcel.domain, parcel.relay)[:MOST_HOSTS]
        usable = protections(hosts, parcel.domain)
    except NoRoute as none:
        return _all(parcel, Outcome(False, none.is_permanent, none.reply))
    except (DnsTrouble, Unprotected) as trouble:
        return _all(parcel, Outcome(False, False, f"451 4.7.5 {trouble}"))
    last = Outcome(False, False, "451 4.4.1 No host of the domain answered")
    for host, protection in usable:
        try:
            with connected(host, protection, parcel.domain) as connection:
                return _converse(connection, parcel)
        except Unprotected as trouble:
            last = Outcome(False, False, f"451 4.7.5 {trouble}", host.name)
        except (OSError, smtplib.SMTPException, DnsTrouble) as error:
            last = Outcome(False, False, f"451 4.4.1 {host.name}: {_words(error)}", host.name)
    return _all(parcel, last)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())


def _all(parcel: Parcel, outcome: Outcome) -> dict[str, Outcome]:
    return dict.fromkeys(parcel.recipients, outcome)


def _converse(connection: Open, parcel: Parcel) -> dict[str, Outcome]:
    client, host = connection.client, connection.host

    def outcome(code: int, answer: bytes) -> Outcome:
        reply = f"{code} {_text(answer)}"
        reports = bool(client.has_extn("dsn"))
        return Outcome(200 <= code < 300, code >= 500, reply, host.name, connection.tls, reports)

    if _needs_utf8(parcel) and not client.has_extn("smtputf8"):
        return _all(parcel, Outcome(False, True, NO_UTF8, host.name, connection.tls))
    code, answer = client.mail(parcel.envelope_from, _mail_options(client, parcel))
    if code != 250:
        client.rset()
        return _all(parcel, outcome(code, answer))
    outcomes = {
        email: outcome(*client.rcpt(email, _rcpt_options(client, parcel, email)))
        for email in parcel.recipients
    }
    accepted = [email for email in parcel.recipients if outcomes[email].is_accepted]
    if not accepted:
        client.rset()
        return outcomes
    try:
        final = outcome(*client.data(parcel.raw))
    except smtplib.SMTPDataError as refused:
        final = outcome(refused.smtp_code, _bytes(refused.smtp_error))
        client.rset()
    outcomes.update(dict.fromkeys(accepted, final))
    return outcomes


def _bytes(answer: bytes | str) -> bytes:
    return answer.encode() if isinstance(answer, str) else answer


def _needs_utf8(parcel: Parcel) -> bool:
    return not all(email.isascii() for email in (parcel.envelope_from, *parcel.recipients))


def _mail_options(client: smtplib.SMTP, parcel: Parcel) -> list[str]:
    options = []
    if client.has_extn("size"):
        options.append(f"size={len(parcel.raw)}")
    if not parcel.raw.isascii() and client.has_extn("8bitmime"):
        options.append("body=8bitmime")
    client.command_encoding = "ascii"
    if _needs_utf8(parcel):
        client.command_encoding = "utf-8"
        options.append("smtputf8")
    if client.has_extn("dsn"):
        options += [f"RET={parcel.returns}"] if parcel.returns else []
        options += [f"ENVID={xtext(parcel.envelope_id)}"] if parcel.envelope_id else []
    return options


def _rcpt_options(client: smtplib.SMTP, parcel: Parcel, email: str) -> list[str]:
    if not client.has_extn("dsn"):
        return []
    notify, original = parcel.notify.get(email), parcel.originals.get(email)
    options = [f"NOTIFY={notify}"] if notify else []
    if original and ";" in original:
        kind, _, address = original.partition(";")
        options.append(f"ORCPT={kind};{xtext(address)}")
    return options


def xtext(text: str) -> str:
    """Write a value as a parameter (RFC 3461 section 4)."""
    plain = "".join(chr(code) for code in range(33, 127) if chr(code) not in "+=")
    return "".join(one if one in plain else f"+{min(ord(one), 255):02X}" for one in text)
