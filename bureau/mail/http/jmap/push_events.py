"""What the event source sends (RFC 8620 section 7.3): state changes made of the account's live
messages, and pings.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

import orjson

from bureau.platform.http.live import RETRY, Dialect, register_dialect

TYPES = ("Mailbox", "Thread", "Email", "EmailSubmission", "Identity", "VacationResponse")
DIALECT = "jmap"
SHORTEST_PING_S, LONGEST_PING_S = 5, 300


def wishes_of(query: Mapping[str, str]) -> dict[str, str]:
    """Return the arguments of the event source's address, put right."""
    asked = query.get("types") or "*"
    ping = query.get("ping", "0")
    seconds = int(ping) if ping.isdecimal() and len(ping) < 9 else 0
    if seconds:
        seconds = min(max(seconds, SHORTEST_PING_S), LONGEST_PING_S)
    ends = "state" if query.get("closeafter") == "state" else "no"
    return {"types": asked, "closeafter": ends, "ping": str(seconds)}


def written_wishes(wishes: Mapping[str, str], begin: Mapping[str, str]) -> str:
    """Return the value of `X-Bureau-Live-As`: the wishes, and the states to begin with."""
    return f"{DIALECT} {urlencode({**wishes, 'begin': orjson.dumps(begin).decode()})}"


def dialect_of(text: str) -> Dialect:
    """Return the dialect for what `written_wishes` wrote."""
    wishes = {name: values[0] for name, values in parse_qs(text).items()}
    types = _types(wishes["types"])

    def event(message: dict[str, Any]) -> bytes | None:
        if message.get("topic") != "mail" or "account" not in message:
            return None
        changed = types & set(message.get("types") or types)
        return _state_event({message["account"]: message["state"]}, changed) if changed else None

    seconds = int(wishes["ping"])
    ping = b"event: ping\ndata: " + orjson.dumps({"interval": seconds}) + b"\n\n"
    begin: dict[str, str] = orjson.loads(wishes.get("begin") or "{}")
    more = {"beat": ping, "beat_s": float(seconds)} if seconds else {}
    return Dialect(
        event,
        begin=RETRY + (_state_event(begin, types) if begin else b""),
        ends_after_event=wishes["closeafter"] == "state",
        **more,  # type: ignore[arg-type]
    )


def _types(asked: str) -> set[str]:
    return set(TYPES) if asked == "*" else set(asked.split(",")) & set(TYPES)


def _state_event(states: Mapping[str, str], types: Iterable[str]) -> bytes:
    wanted = sorted(types)
    changed = {account: dict.fromkeys(wanted, state) for account, state in states.items()}
    body = orjson.dumps({"@type": "StateChange", "changed": changed})
    latest = ",".join(f"{account}={state}" for account, state in sorted(states.items()))
    return b"event: state\nid: " + latest.encode() + b"\ndata: " + body + b"\n\n"


register_dialect(DIALECT, dialect_of)
