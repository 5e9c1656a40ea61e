"""The tests of a script: what holds for a message."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from bureau.platform.mime import MailAddress, html_to_text

from .match import find_match
from .message import SieveMessage
from .outcome import Outcome
from .syntax import Script, SieveError, Step
from .variables import Variables

_ZONE = re.compile(r"([+-])(\d\d)(\d\d)")


class Circumstances:
    """A running script: its message, what it decided so far, how much it may still do."""

    def __init__(self, message: SieveMessage, outcome: Outcome, steps: int) -> None:
        self.message = message
        self.outcome = outcome
        self.variables = Variables()
        self.is_kept = False
        """Whether `keep` was written, which nothing cancels."""
        self._left = steps
        self._expands = False

    def begin(self, script: Script) -> None:
        """Go on with another script."""
        self._expands = "variables" in script.extensions

    def count(self, step: Step, steps: int = 1) -> None:
        """Take from what may still be done."""
        self._left -= steps
        if self._left < 0:
            raise SieveError("the script does too much", step.line)

    def expand(self, text: str) -> str:
        """Replace variables where the script has them."""
        return self.variables.expand(text) if self._expands else text

    def expand_all(self, texts: Sequence[str]) -> list[str]:
        """Replace variables in several texts."""
        return [self.expand(text) for text in texts]


Test = Callable[[Circumstances, Step], bool]


def holds(around: Circumstances, step: Step) -> bool:
    """Tell whether a test holds."""
    around.count(step)
    return TESTS[step.name](around, step)


def _compare(around: Circumstances, step: Step, values: Sequence[str], keys: int) -> bool:
    wanted = around.expand_all(step.texts(keys))
    around.count(step, len(wanted) * max(1, len(values)) // 10)
    found = find_match(step, values, wanted)
    if found:
        around.variables.matched(found)
    return found is not None


def _nth(step: Step, values: Sequence[str]) -> list[str]:
    if "index" not in step.tags:
        return list(values)
    index = step.tag_number("index")
    chosen = -index if "last" in step.tags else index - 1
    is_there = 1 <= index <= len(values)
    return [values[chosen]] if is_there else []


def _header(around: Circumstances, step: Step) -> bool:
    names = around.expand_all(step.texts(0))
    values = [value for name in names for value in _nth(step, around.message.values(name))]
    return _compare(around, step, values, 1)


def _address(around: Circumstances, step: Step) -> bool:
    values: list[str] = []
    for name in around.expand_all(step.texts(0)):
        fields = around.message.addresses(name)
        if "index" in step.tags:
            kept = _nth(step, [str(place) for place in range(len(fields))])
            fields = [fields[int(place)] for place in kept]
        found = (part_of(step, address) for items in fields for address in items)
        values += [part for part in found if part is not None]
    return _compare(around, step, values, 1)


def part_of(step: Step, address: MailAddress) -> str | None:
    """Return the part of an address that a test asks for; None when it has no such part."""
    local, _, domain = address.email.rpartition("@")
    user, plus, detail = local.partition("+")
    if "localpart" in step.tags:
        return local
    if "domain" in step.tags:
        return domain
    if "user" in step.tags:
        return user
    if "detail" in step.tags:
        return detail if plus else None
    return address.email


def _envelope(around: Circumstances, step: Step) -> bool:
    known = {"from": around.message.envelope_from, "to": around.message.envelope_to}
    values = []
    for name in around.expand_all(step.texts(0)):
        email = known.get(name.lower())
        if email is None:
            raise SieveError(f"the envelope has no '{name[:40]}'", step.line)
        part = part_of(step, MailAddress("", email)) if email else ""
        values += [] if part is None else [part]
    return _compare(around, step, values, 1)


def _exists(around: Circumstances, step: Step) -> bool:
    return all(around.message.values(name) for name in around.expand_all(step.texts(0)))


def _size(around: Circumstances, step: Step) -> bool:
    bound, size = step.number(0), around.message.size_bytes
    return size > bound if "over" in step.tags else size < bound


def _body(around: Circumstances, step: Step) -> bool:
    message = around.message
    if "raw" in step.tags:
        values = [message.raw_body()]
    elif "content" in step.tags:
        wanted = [kind.lower() for kind in step.tag_texts("content")]
        values = [part.text for part in message.parts() if _is_kind(part.media_type, wanted)]
    else:
        values = [message.text or html_to_text(message.raw_body()[:100_000])]
    around.count(step, sum(map(len, values)) // 100_000)
    return _compare(around, step, values, 0)


def _is_kind(media_type: str, wanted: Sequence[str]) -> bool:
    return any(
        kind in ("", media_type) or ("/" not in kind and media_type.startswith(f"{kind}/"))
        for kind in wanted
    )


def _date(around: Circumstances, step: Step) -> bool:
    values = []
    for text in _nth(step, around.message.values(step.text(0))):
        moment = _moment(text.rpartition(";")[2].strip())
        if moment is not None:
            values.append(date_part(_in_zone(step, moment), around.expand(step.text(1))))
    return _compare(around, step, values, 2)


def _current_date(around: Circumstances, step: Step) -> bool:
    moment = _in_zone(step, around.message.now)
    return _compare(around, step, [date_part(moment, around.expand(step.text(0)))], 1)


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)  # noqa: UP017


def _in_zone(step: Step, moment: datetime) -> datetime:
    match = _ZONE.fullmatch(step.tag_text("zone"))
    if match is None:
        return moment
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    if offset >= timedelta(days=1):
        raise SieveError("there is no such time zone", step.line)
    return moment.astimezone(timezone(offset if match[1] == "+" else -offset))


def date_part(moment: datetime, part: str) -> str:
    """Return a part of a moment (RFC 5260 section 4.2); empty for a part that does not exist."""
    zone = moment.strftime("%z") or "+0000"
    # The modified Julian day counts from 17 November 1858.
    julian = moment.toordinal() - datetime(1858, 11, 17).toordinal()  # noqa: DTZ001
    parts = {
        "year": f"{moment.year:04}",
        "month": f"{moment.month:02}",
        "day": f"{moment.day:02}",
        "date": moment.strftime("%Y-%m-%d"),
        "julian": str(julian),
        "hour": f"{moment.hour:02}",
        "minute": f"{moment.minute:02}",
        "second": f"{moment.second:02}",
        "time": moment.strftime("%H:%M:%S"),
        "iso8601": f"{moment.strftime('%Y-%m-%dT%H:%M:%S')}{zone[:3]}:{zone[3:5]}",
        "std11": moment.strftime("%a, %d %b %Y %H:%M:%S ") + zone[:5],
        "zone": zone[:5],
        "weekday": str((moment.weekday() + 1) % 7),
    }
    return parts.get(part.lower(), "")


def _has_flag(around: Circumstances, step: Step) -> bool:
    return _compare(around, step, around.outcome.flags, 0)


def _mailbox_exists(around: Circumstances, step: Step) -> bool:
    names = {name.lower() for name in around.expand_all(step.texts(0))}
    return names <= set(around.message.mailboxes)


def _mailbox_id_exists(around: Circumstances, step: Step) -> bool:
    return set(step.texts(0)) <= set(around.message.mailbox_ids)


def _string(around: Circumstances, step: Step) -> bool:
    return _compare(around, step, around.expand_all(step.texts(0)), 1)


TESTS: dict[str, Test] = {
    "true": lambda around, step: True,
    "false": lambda around, step: False,
    "not": lambda around, step: not holds(around, step.tests[0]),
    "anyof": lambda around, step: any(holds(around, test) for test in step.tests),
    "allof": lambda around, step: all(holds(around, test) for test in step.tests),
    "header": _header,
    "address": _address,
    "envelope": _envelope,
    "exists": _exists,
    "size": _size,
    "body": _body,
    "date": _date,
    "currentdate": _current_date,
    "hasflag": _has_flag,
    "mailboxexists": _mailbox_exists,
    "mailboxidexists": _mailbox_id_exists,
    "string": _string,
    "hasattachment": lambda around, step: around.message.has_attachment,
}
