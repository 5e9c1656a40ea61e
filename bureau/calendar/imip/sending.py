"""Letters with scheduling messages (RFC 6047 §2), one to each guest."""

from hashlib import blake2s

from bureau import automation, people
from bureau.people import find_person
from bureau.platform import jobs
from bureau.platform.config import config
from bureau.platform.mime import MailAddress, format_address

from ..ical import CalendarData, parse_message
from ..scheduling.attendees import attendee_in
from .letter import Occasion, write_letter
from .links import AnswerLink, url_of


@jobs.job("calendar.mail_out")
def mail_out(
    person_id: str,
    method: str,
    sender: str,
    ics: str,
    recipients: list[str],
    is_new: bool,
    note: str,
) -> None:
    """Send a scheduling message from a person to people elsewhere, one letter to each."""
    person = find_person(person_id)
    if person is None:
        return
    data = parse_message(ics.encode()).data
    for recipient in recipients:
        is_asked = method == "REQUEST" and data.first.name == "VEVENT"
        link = url_of(AnswerLink(person.id, data.uid, recipient)) if is_asked else ""
        occasion = Occasion(method, data, person.name, sender, person.language, is_new, note, link)
        letter = write_letter(occasion)
        automation.perform(
            "mail.send",
            {
                "from_person_id": person.id,
                "to": [format_address(MailAddress(_name_of(data, recipient), recipient))],
                "subject": letter.subject,
                "text": letter.text,
                "html": letter.html,
                "calendar": {"method": method, "ics": ics},
                "message_id": _message_id(ics, recipient),
                "automatic": False,
            },
            owner=people.SYSTEM,
        )


def _name_of(data: CalendarData, address: str) -> str:
    found = attendee_in(data.first, {address})
    return str(found.params.get("CN", "")) if found is not None else ""


def _message_id(ics: str, recipient: str) -> str:
    """The same message to the same guest is the same letter: a rerun sends nothing twice."""
    digest = blake2s(f"{recipient}\n{ics}".encode(), digest_size=16).hexdigest()
    return f"{digest}.calendar@{config().domain}"
