"""What a person's moves teach: junk or not, which category a sender belongs to, whether it is
important. And what follows of itself: the category's label comes and goes with the inbox's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from bureau.platform import blobs, jobs
from bureau.platform.db import upsert
from bureau.platform.errors import NotFound
from bureau.platform.mime import parse

from ..models import Email, Mailbox, SenderHint, SpamLesson
from ..rules.label_tree import LabelTree, trees_of
from ..spam.book import learn, unlearn
from ..spam.tokens import VERSION
from .open_account import category_mailbox
from .target import Target

Role = Mailbox.Role
_SAYING = frozenset({"$junk", "$notjunk", "$answered"})
Before = Mapping[str, set[str]]
Targets = Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Move:
    """What changes for one message."""

    email: Email
    gained: frozenset[str]
    lost: frozenset[str]
    said: frozenset[str]
    """Keywords it gains."""

    @property
    def author(self) -> str:
        """The first author's address, lower case; empty for mail that did not come in."""
        authors = self.email.addresses.get("from") or [{"email": ""}]
        return str(authors[0]["email"]).lower()[:254] if self.email.is_delivered else ""


def moves_of(emails: Iterable[Email], before: Before, targets: Targets) -> list[Move]:
    """Return the messages that get or lose labels or telling keywords."""
    found = []
    for email in emails:
        wanted, had = targets[email.id], before[email.id]
        said = (wanted.keywords & _SAYING) - set(email.keywords)
        if said or wanted.mailbox_ids != had:
            gained, lost = wanted.mailbox_ids - had, frozenset(had - wanted.mailbox_ids)
            found.append(Move(email, gained, lost, said))
    return found


def draw_lessons(account_id: str, moves: Sequence[Move]) -> None:
    """Learn from what a person did. A query, and a few statements where there is a lesson."""
    if not moves:
        return
    labels = trees_of([account_id], ())[account_id]
    _judge(moves, labels)
    _hint(account_id, moves, labels)


def _judge(moves: Sequence[Move], labels: LabelTree) -> None:
    from ..jobs import learn as job

    rows = []
    for move in moves:
        is_junk = _verdict(move, labels)
        if is_junk is not None and move.email.is_delivered:
            later = job.at(None, serial="mail.learn")
            rows.append(later.row(email_id=move.email.id, is_junk=is_junk))
    jobs.enqueue_rows(rows)


def _verdict(move: Move, labels: LabelTree) -> bool | None:
    """Return whether the person calls the message junk; None when nothing was said."""
    junk, trash = labels.roles.get(Role.JUNK), labels.roles.get(Role.TRASH)
    if "$junk" in move.said or junk in move.gained:
        return True
    is_rescued = junk in move.lost and trash not in move.gained
    return False if is_rescued or move.said & {"$notjunk", "$answered"} else None


def _hint(account_id: str, moves: Sequence[Move], labels: LabelTree) -> None:
    names = {box_id: category for category, box_id in labels.categories.items()}
    important = labels.roles.get(Role.IMPORTANT)
    categories: dict[str, str] = {}
    weights: dict[str, bool] = {}
    for move in moves:
        for box_id in move.gained & set(names):
            categories[move.author] = names[box_id]
        if important in (move.gained | move.lost):
            weights[move.author] = important in move.gained
    _store(account_id, categories, weights)


def _store(account_id: str, categories: dict[str, str], weights: dict[str, bool]) -> None:
    taught = [
        SenderHint(account_id=account_id, email=email, category=category)
        for email, category in sorted(categories.items())
        if email
    ]
    weighed = [
        SenderHint(account_id=account_id, email=email, is_important=is_important)
        for email, is_important in sorted(weights.items())
        if email
    ]
    upsert(taught, unique=["account_id", "email"], update=["category"])
    upsert(weighed, unique=["account_id", "email"], update=["is_important"])


def with_categories(account_id: str, moves: Sequence[Move], targets: Targets) -> dict[str, Target]:
    """Return the targets with exactly one category for each message of the inbox, none for others;
    a category that the person chose wins. One query where labels change.
    """
    found = dict(targets)
    moved = [move for move in moves if move.gained or move.lost]
    if not moved:
        return found
    labels = trees_of([account_id], ())[account_id]
    for move in moved:
        target = found[move.email.id]
        boxes = _with_category(account_id, labels, move, target.mailbox_ids)
        found[move.email.id] = replace(target, mailbox_ids=boxes)
    return found


def _with_category(
    account_id: str, labels: LabelTree, move: Move, boxes: frozenset[str]
) -> frozenset[str]:
    all_ = frozenset(labels.categories.values())
    if labels.roles.get(Role.INBOX) not in boxes:
        # A message that only had the inbox lies in the archive now.
        return (boxes - all_) or frozenset({labels.roles[Role.ARCHIVE]})
    chosen = sorted(boxes & all_ & move.gained) or sorted(boxes & all_)
    if chosen:
        names = {box_id: category for category, box_id in labels.categories.items()}
        _remember(move.email, names[chosen[0]])
        return (boxes - all_) | {chosen[0]}
    category = Mailbox.Category(move.email.category or Mailbox.Category.PRIMARY)
    if category not in labels.categories:
        labels.categories[category] = category_mailbox(account_id, category)
    _remember(move.email, category)
    return boxes | {labels.categories[category]}


def _remember(email: Email, category: str) -> None:
    if email.category != category:
        email.category = category
        Email.objects.filter(id=email.id).update(category=category)


def learn_email(email_id: str, is_junk: bool) -> None:
    """Teach the junk filter; said again it changes nothing, said otherwise it unlearns first."""
    email = Email.objects.filter(id=email_id).first()
    if email is None:
        return
    with transaction.atomic():
        key = {"account_id": email.account_id, "blob": email.blob}
        lesson = SpamLesson.objects.filter(**key).first()
        if lesson is not None and lesson.is_junk == is_junk:
            return
        try:
            message = parse(blobs.read(email.blob))
        except NotFound:
            return
        if lesson is not None:
            if lesson.version == VERSION:
                unlearn(message, lesson.is_junk)
            SpamLesson.objects.filter(**key).delete()
        learn(message, is_junk)
        SpamLesson.objects.create(**key, is_junk=is_junk, version=VERSION)
