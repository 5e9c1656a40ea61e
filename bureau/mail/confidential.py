"""Who reads a confidential message: asked anew each time, of the rights as they are now.

The author's account reads it always. Until it expires or is revoked, so do the accounts behind the
addresses that it was sent to (also as members of a group), and outsiders on the public page.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from bureau.people import Group, addresses_of, members_of, resolve_address
from bureau.platform.mime import Part

from .models import ConfidentialMail, Email
from .recipients import MOST_FORWARDS, is_local, owner_of, receiver_of, stands_for

PATH = "/mail/confidential/"
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})


def is_over(mail: ConfidentialMail) -> bool:
    """Tell whether it expired or was revoked."""
    return mail.revoked_at is not None or mail.expires_at <= timezone.now()


def content_of(mail: ConfidentialMail) -> Email | None:
    """Return the author's copy, None when it is gone. One query."""
    return Email.objects.filter(account_id=mail.account_id, id=mail.email_id).first()


def find_by_token(token: str) -> ConfidentialMail | None:
    """Return what a link names. One query by unique index."""
    return ConfidentialMail.objects.filter(token=token).first() if token else None


def is_addressed(mail: ConfidentialMail, accounts: Iterable[str]) -> bool:
    """Tell whether one of the accounts gets mail for an address that it was sent to. Two queries
    for each account; some for each address that is not the account's own.
    """
    wanted = set(accounts)
    own = {email.lower() for account_id in wanted for email in addresses_of(account_id)}
    if own & set(mail.recipients):
        return True
    return any(wanted & _accounts_behind(one) for one in mail.recipients if is_local(one))


def outsiders(mail: ConfidentialMail) -> set[str]:
    """Return the addresses outside that it went to, also those that an alias of ours names."""
    found: set[str] = set()
    for email in mail.recipients:
        found |= _outside_behind(email) if is_local(email) else {email}
    return found


def _accounts_behind(email: str, depth: int = MOST_FORWARDS) -> set[str]:
    """Return the accounts that an address means now, whoever may write to it."""
    owner = owner_of(email)
    if isinstance(owner, Group):
        members = (receiver_of(person) for person in members_of(owner.id))
        return {account_id for account_id in members if account_id}
    if owner is not None:
        return {account_id} if (account_id := receiver_of(owner)) else set()
    targets = stands_for(email) if depth else []
    return {one for target in targets for one in _accounts_behind(target, depth - 1)}


def _outside_behind(email: str, depth: int = MOST_FORWARDS) -> set[str]:
    if not is_local(email):
        return {email.lower()}
    targets = stands_for(email) if depth and resolve_address(email) is None else []
    return {one for target in targets for one in _outside_behind(target, depth - 1)}


def shown_to_readers(account_id: str, ids: Sequence[str]) -> Mapping[str, Any]:
    """Return what the holder of an account sees of confidential messages among these, by message:
    its own ones to manage, others' as far as it may read them now. Three queries where there are
    none.
    """
    own = {one.email_id: one for one in _written(account_id, ids)}
    found: dict[str, Any] = {email_id: _managed(one) for email_id, one in own.items()}
    prints = dict(_fingerprints(account_id, ids))
    for mail in _noticed(prints.values()):
        for email_id, fingerprint in prints.items():
            if fingerprint == mail.fingerprint and email_id not in found:
                found[email_id] = _read_by(account_id, mail)
    return found


def _written(account_id: str, ids: Collection[str]) -> QuerySet[ConfidentialMail]:
    return ConfidentialMail.objects.filter(account_id=account_id, email_id__in=ids)


def _fingerprints(account_id: str, ids: Collection[str]) -> QuerySet[Email, tuple[str, str]]:
    rows = Email.objects.filter(account_id=account_id, id__in=ids).exclude(fingerprint="")
    return rows.values_list("id", "fingerprint")


def _noticed(fingerprints: Iterable[str]) -> QuerySet[ConfidentialMail]:
    return ConfidentialMail.objects.filter(fingerprint__in=list(fingerprints))


def _managed(mail: ConfidentialMail) -> dict[str, Any]:
    return {**_terms(mail), "role": "author", "id": mail.id, "passcode": mail.needs_passcode}


def _terms(mail: ConfidentialMail) -> dict[str, Any]:
    return {
        "state": "revoked" if mail.revoked_at else "expired" if is_over(mail) else "open",
        "expiresAt": mail.expires_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


def _read_by(account_id: str, mail: ConfidentialMail) -> dict[str, Any] | None:
    """Return where an account reads it; without the right there is nothing to see."""
    if mail.account_id != account_id and not is_addressed(mail, [account_id]):
        return None
    email = content_of(mail)
    if is_over(mail) or email is None:
        return {"role": "reader", "state": "over"}
    url = f"{PATH}{mail.token}"
    files = [asdict(one) for one in files_of(email, mail)]
    return {**_terms(mail), "role": "reader", "url": url, "files": files}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """An attachment as readers get it: pictures made anew, of all others the name alone."""

    name: str
    type: str
    size: int
    url: str


def files_of(email: Email, mail: ConfidentialMail) -> list[ShownFile]:
    """Return the attachments of the content that are no pictures within the text."""
    listed = email.structure.get("attachments", ())
    parts = Part.from_json(email.structure.get("root", {})).walk()
    return [
        ShownFile(part.name, part.media_type, part.size_bytes, _picture_url(part, mail))
        for part in parts
        if part.section in listed and not (part.content_id and part.disposition == "inline")
    ]


def _picture_url(part: Part, mail: ConfidentialMail) -> str:
    is_shown = part.media_type in PICTURES
    return f"{PATH}{mail.token}/pictures/{part.section}" if is_shown else ""
