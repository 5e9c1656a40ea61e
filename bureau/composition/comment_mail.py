"""Comments meet notifications and mail: who must hear of a remark does, under the bell and by mail,
and an answer to that mail becomes a comment, once.

A mail about a thread asks for answers at `comments+r<token>@…`; the token names thread and person.
An answer counts when it comes from an address of that person, was written by a human, and the
person may still comment.
"""

from bureau import automation, comments, notifications
from bureau.comments import Notice, Remark, Thread, Visit
from bureau.people import SYSTEM, NewPerson, Person, actor_for, addresses_of, create_person
from bureau.platform import blobs, events, mime
from bureau.platform.config import config
from bureau.platform.errors import Refusal
from bureau.platform.events import Event

from .comment_words import Words, words_in
from .own_words import own_words

LOCAL = "comments"
EXCERPT = 300
MOST_RECEIVED = 25
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})


def connect() -> None:
    """Hear of comments and of the answers to their mails; called once at start."""
    events.subscribe("comments.told", ["comment.posted"], tell_of_comment)
    events.subscribe("comments.assigned", ["thread.assigned"], tell_assignee)
    events.subscribe("comments.by_mail", ["mail.received"], take_in, wants=is_answer)


def tell_of_comment(event: Event) -> None:
    """Tell whom a comment concerns."""
    notice = comments.notice_of(str(event.payload["comment"]))
    if notice is None:
        return
    for person in Person.objects.filter(id__in=notice.mentioned | notice.others):
        words = words_in(person.language)
        line = words.mentioned if person.id in notice.mentioned else words.commented
        title = line.format(author=notice.comment.author_name, title=notice.title)
        _tell(event, person, notice, title, words)


def tell_assignee(event: Event) -> None:
    """Tell somebody that a thread is theirs now, unless they took it themselves."""
    assignee = (event.changes or {}).get("assignee", [None, None])[1]
    if not assignee or assignee == event.actor_id:
        return
    thread = Thread.objects.filter(id=event.payload["thread"]).first()
    first = thread.comments.order_by("id").first() if thread else None
    notice = comments.notice_of(first.id) if first else None
    person = Person.objects.filter(id=assignee).first()
    if notice is None or person is None or not comments.readers_among(notice.thread, [assignee]):
        return
    words = words_in(person.language)
    _tell(event, person, notice, words.assigned.format(title=notice.title), words)


def _tell(event: Event, person: Person, notice: Notice, title: str, words: Words) -> None:
    """Tell one person once for an event, however often it is delivered."""
    excerpt = notice.comment.text[:EXCERPT]
    notifications.notify([person.id], "comment", title, excerpt, notice.url)
    thread, domain = notice.thread, config().domain
    token = comments.reply_token(thread.id, person.id)
    automation.perform(
        "mail.send",
        {
            "from_person_id": _account().id,
            "from_name": words.sender.format(author=notice.comment.author_name),
            "to": [person.email],
            "subject": words.subject.format(title=notice.title),
            "text": _letter(notice, title, words),
            "reply_to": f"{LOCAL}+r{token}@{domain}",
            "message_id": f"{event.id}.{person.id}@{domain}",
            "references": [f"thread.{thread.id}@{domain}"],
            "automatic": True,
        },
        owner=SYSTEM,
    )


def _letter(notice: Notice, title: str, words: Words) -> str:
    about = notice.thread.anchor_text
    quoted = "".join(f"> {line}\n" for line in about.splitlines()[:6])
    return words.letter.format(
        headline=title,
        quoted=f"{quoted}\n" if quoted else "",
        text=notice.comment.text,
        address=f"{config().public_url.rstrip('/')}{notice.url}",
    )


def _account() -> Person:
    """Return the account that mails about comments come from and answers go to."""
    email = f"{LOCAL}@{config().domain}"
    found = Person.objects.filter(email=email).first()
    if found:
        return found
    new = NewPerson(email=email, name="Comments", kind="service", state="active")
    return create_person(SYSTEM, new)


def is_answer(event: Event) -> bool:
    """Tell whether a mail went to one of our reply addresses. No query: this is asked of every
    mail.
    """
    return _token(event) is not None


def _token(event: Event) -> str | None:
    local = str(event.payload.get("envelope_to") or "").lower().partition("@")[0]
    name, _, detail = local.partition("+")
    return detail[1:] if name == LOCAL and detail.startswith("r") else None


def take_in(event: Event) -> None:
    """Make a comment of an answer, once."""
    holder = comments.holder_of(_token(event) or "")
    if holder is None or _is_automatic(event) or not _is_from(event, holder.person):
        return
    text = own_words(mime.parse(blobs.read(str(event.payload["blob"]))))
    source = str(event.payload.get("message_id") or event.payload["email_id"])
    try:
        visit = Visit(actor_for(holder.person))
        comments.reply(visit, holder.thread_id, Remark(text), source)
    except Refusal as refusal:
        title = words_in(holder.person.language).refused
        notifications.notify([holder.person_id], "comment.refused", title, refusal.detail)


def _is_automatic(event: Event) -> bool:
    """Tell whether a program wrote the mail; two that answer each other would fill the thread."""
    facts = event.payload
    return bool(
        "x-bureau-loop" in (facts.get("headers") or {})
        or not facts.get("envelope_from")
        or str(facts.get("auto_submitted") or "no").lower() != "no"
        or str(facts.get("precedence") or "").lower() in _BULK
        or facts.get("list_id")
        or int(facts.get("received_count") or 0) > MOST_RECEIVED
    )


def _is_from(event: Event, person: Person) -> bool:
    author = str((event.payload.get("from") or {}).get("email") or "").lower()
    return person.is_active and author in addresses_of(person.id)
