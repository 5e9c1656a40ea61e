"""Running the rules and the script of an account on a message, and what their outcome means here.

Nothing is destroyed at arrival: what a script discards goes to Trash. A script that fails leaves
the message where it would have been without any.
"""

import logging
import re
from collections.abc import Sequence
from functools import lru_cache

from django.utils import timezone

from bureau.platform import blobs
from bureau.platform.mime import ParsedMessage, part_text

from ..events import Arrival
from ..models import Mailbox
from ..sieve import FileInto, Outcome, Script, SieveError, SieveMessage, compile_script, run
from ..sieve.message import BodyPart
from .category import Sorted
from .compile import compile_rules
from .importance import Weighed
from .placement import Placement
from .receivers import Receiver

log = logging.getLogger(__name__)

Role = Mailbox.Role
_KEYWORD = re.compile(r"[!#-'+-Z^-z|}$~&]{1,100}")
_SYSTEM = {"\\seen": "$seen", "\\flagged": "$flagged", "\\answered": "$answered"}
_PLACES = {"inbox": Role.INBOX, "archive": Role.ARCHIVE, "junk": Role.JUNK, "trash": Role.TRASH}
MOST_KEYWORDS = 20
LARGEST_BODY = 200_000


@lru_cache(maxsize=512)
def compiled(text: str) -> Script:
    """Return a script, read once as long as it stays in use."""
    return compile_script(text)


def run_scripts(arrival: Arrival, receiver: Receiver, placement: Placement) -> None:
    """Run the account's rules and its script; put what they decided into the placement."""
    scripts = scripts_of(receiver)
    if not scripts:
        return
    view = view_of(arrival.message, arrival.blob.hash, arrival.blob.size_bytes)
    view.envelope_from, view.envelope_to = arrival.envelope_from, receiver.address
    see_labels(view, receiver)
    try:
        outcome = run(scripts, view)
    except SieveError as error:
        log.info("a script of account %s failed: %s", receiver.account_id, error)
        placement.reasons.append("script_failed")
        return
    apply(outcome, receiver, placement)


def scripts_of(receiver: Receiver) -> Sequence[Script]:
    """Return what is to run, in order; a script that cannot be read any more is left out."""
    texts = [compile_rules(receiver.rules, receiver.labels.names), receiver.script]
    found = []
    for text in filter(None, texts):
        try:
            found.append(compiled(text))
        except SieveError as error:
            log.warning("a script of account %s is unreadable: %s", receiver.account_id, error)
    return found


def view_of(message: ParsedMessage, blob: str, size_bytes: int) -> SieveMessage:
    """Return a stored message as scripts see it; the body is read when a test asks for it."""

    def raw_body() -> str:
        start = message.root.body_start
        raw = b"".join(blobs.stream(blob, start, min(start + LARGEST_BODY, size_bytes)))
        return raw.decode("utf-8", "replace")

    def parts() -> Sequence[BodyPart]:
        raw = blobs.read(blob)
        leaves = [part for part in message.root.walk() if not part.is_multipart][:50]
        return [
            BodyPart(part.media_type, part_text(raw, part)[:LARGEST_BODY])
            for part in leaves
            if part.media_type.startswith(("text/", "message/"))
        ]

    return SieveMessage(
        headers=message.headers,
        size_bytes=size_bytes,
        envelope_from="",
        envelope_to="",
        now=timezone.now(),
        text=message.text,
        has_attachment=any(part.disposition != "inline" for part in message.attachments),
        raw_body=raw_body,
        parts=parts,
    )


def see_labels(view: SieveMessage, receiver: Receiver) -> None:
    """Let scripts ask which labels there are."""
    view.mailboxes = {"inbox", *receiver.labels.by_name}
    view.mailbox_ids = set(receiver.labels.names)


def apply(outcome: Outcome, receiver: Receiver, placement: Placement) -> None:
    """Put what scripts decided into a placement. Mail in Junk is only moved out of it."""
    if placement.is_junk:
        if not outcome.never_spam:
            return
        placement.place = Role.INBOX
        placement.reasons = ["rule_never_junk"]
    was_in_inbox = placement.is_in_inbox
    places = [_file(item, receiver, placement) for item in outcome.files]
    chosen = [place for place in places if place is not None]
    if Role.INBOX in chosen:
        placement.place = Role.INBOX
    elif not outcome.keeps:
        placement.place = _elsewhere(chosen, bool(placement.labels or placement.wanted))
        if outcome.snooze and was_in_inbox and Role.TRASH not in chosen:
            placement.place, placement.snooze = Role.SNOOZED, outcome.snooze
    placement.keywords += keywords_of(outcome.flags)
    if outcome.is_important is not None:
        placement.importance = Weighed(outcome.is_important, "rule")
    if outcome.category in Mailbox.Category.values:
        placement.category = Sorted(Mailbox.Category(outcome.category), "rule")
    _answers(outcome, receiver, placement)


def _elsewhere(chosen: Sequence[Role], has_label: bool) -> Role:
    """Return where a message goes that is not kept in the inbox."""
    if Role.TRASH in chosen or not (chosen or has_label):
        return Role.TRASH
    return chosen[0] if chosen else Role.ARCHIVE


def _answers(outcome: Outcome, receiver: Receiver, placement: Placement) -> None:
    placement.vacation, placement.reject = outcome.vacation, outcome.reject
    confirmed = {forwarding.email for forwarding in receiver.forwardings}
    for address in outcome.redirects:
        if address.lower() in confirmed:
            placement.forwards.append(address.lower())
        else:
            # Only to addresses whose owners agreed; the message stays where it is read.
            placement.reasons.append(f"not_confirmed: {address}")
            if not outcome.files and placement.place == Role.TRASH:
                placement.place = Role.INBOX


def _file(item: FileInto, receiver: Receiver, placement: Placement) -> Role | None:
    """Note where a script files the message; return the standard mailbox if it is one."""
    labels = receiver.labels
    if item.role in _PLACES:
        return _PLACES[item.role]
    name = item.name.strip().strip("/")
    known = item.mailbox_id if item.mailbox_id in labels.names else labels.by_name.get(name.lower())
    if name.lower() == "inbox":
        return Role.INBOX
    if known is None:
        if item.creates and name:
            placement.wanted.append(name)
            return None
        placement.reasons.append(f"no_such_label: {name}")
        return Role.INBOX
    role = next((role for role, box_id in labels.roles.items() if box_id == known), "")
    if role in _PLACES:
        return _PLACES[role]
    if known not in placement.labels:
        placement.labels.append(known)
    return None


def keywords_of(flags: Sequence[str]) -> list[str]:
    """Return IMAP flags as keywords; what cannot be one is left out."""
    found = [_SYSTEM.get(flag.lower(), flag.lower()) for flag in flags]
    wanted = [one for one in found if _KEYWORD.fullmatch(one) and not one.startswith("\\")]
    return list(dict.fromkeys(wanted))[:MOST_KEYWORDS]
