"""Reading answers as browsers send them, judging them, and writing them out for people.

A text from outside becomes the stored value here and nowhere else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from .blocks import CHOICE_KINDS, MAX_ANSWER, OTHER, Block, scale_points
from .branching import Showing, Value, what_shows
from .words import Language, word

_EMAIL = re.compile(r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f.]+(\.[^@\s\x00-\x1f.]+)+$")
_PHONE = re.compile(r"^\+?[\d\s().\-/]{4,30}$")
MAX_EMAIL = 254


class AnswerProblem(Exception):
    """What is wrong with one answer, as a phrase of `words` and its values."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.name = name
        self.values = values


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in for one block: the texts, own words beside an option, and ids of uploads."""

    texts: tuple[str, ...] = ()
    other: str = ""
    uploads: tuple[str, ...] = ()


NOTHING = Sent()


@dataclass(slots=True)
class Judged:
    """What shows, the answers that count, and what is wrong with them by block id."""

    showing: Showing
    problems: dict[str, AnswerProblem] = field(default_factory=dict)


def judge(blocks: Sequence[Block], sent: Mapping[str, Sent]) -> Judged:
    """Read all answers, drop those of hidden questions, and check what is left."""
    values: dict[str, Value] = {}
    unreadable: dict[str, AnswerProblem] = {}
    for block in blocks:
        try:
            values[block.id] = read_answer(block, sent.get(block.id, NOTHING))
        except AnswerProblem as problem:
            unreadable[block.id] = problem
    judged = Judged(what_shows(blocks, values))
    shown = set(judged.showing.block_ids)
    for block in blocks:
        wrong = _problem(block, judged.showing, unreadable) if block.id in shown else None
        if wrong:
            judged.problems[block.id] = wrong
    return judged


def _problem(
    block: Block, showing: Showing, unreadable: Mapping[str, AnswerProblem]
) -> AnswerProblem | None:
    if block.id in unreadable:
        return unreadable[block.id]
    if block.is_required and block.id not in showing.answers:
        return AnswerProblem("need_consent" if block.kind == "consent" else "need_answer")
    return None


def read_answer(block: Block, sent: Sent) -> Value:
    """Return the value of an answer, None for none; raises `AnswerProblem`."""
    if not block.asks:
        return None
    if block.kind == "file":
        return _uploads(block, sent)
    if block.kind in CHOICE_KINDS:
        return _chosen(block, sent)
    text = _clean(sent.texts[0]) if sent.texts else ""
    return _READERS[block.kind](block, text) if text else None


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _text(block: Block, text: str) -> Value:
    most = min(int(block.maximum or MAX_ANSWER), MAX_ANSWER)
    if len(text) > most:
        raise AnswerProblem("too_long", most=most)
    if block.minimum and len(text) < block.minimum:
        raise AnswerProblem("too_short", least=int(block.minimum))
    return text


def _line(block: Block, text: str) -> Value:
    return _text(block, " ".join(text.split()))


def _email(_block: Block, text: str) -> Value:
    return read_email(text)


def read_email(text: str) -> str:
    """Return an address in the form mail accepts; raises `AnswerProblem`."""
    if len(text) > MAX_EMAIL or not _EMAIL.match(text):
        raise AnswerProblem("not_email")
    return text


def _phone(_block: Block, text: str) -> Value:
    if not _PHONE.match(text) or sum(letter.isdigit() for letter in text) < 4:
        raise AnswerProblem("not_phone")
    return text


def _url(_block: Block, text: str) -> Value:
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
    except ValueError:
        raise AnswerProblem("not_url") from None
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or len(address) > 2_000:
        raise AnswerProblem("not_url")
    return address


def _number(block: Block, text: str) -> Value:
    plain = re.sub(r"[\s\u202f\u00a0]", "", text).replace(",", ".")
    if not re.match(r"^[+-]?\d{1,15}(\.\d{1,10})?$", plain):
        raise AnswerProblem("not_number")
    value = float(plain)
    if block.minimum is not None and value < block.minimum:
        raise AnswerProblem("too_small", least=_plain(block.minimum))
    if block.maximum is not None and value > block.maximum:
        raise AnswerProblem("too_large", most=_plain(block.maximum))
    return _plain(value)


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _date(block: Block, text: str) -> Value:
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        raise AnswerProblem("not_date") from None
    if block.earliest and day < block.earliest:
        raise AnswerProblem("too_early", least=block.earliest)
    if block.latest and day > block.latest:
        raise AnswerProblem("too_late", most=block.latest)
    return day


def _point(block: Block, text: str) -> Value:
    first, last = scale_points(block)
    if not text.isascii() or not text.isdigit() or not first <= int(text) <= last:
        raise AnswerProblem("not_option")
    return int(text)


def _consent(_block: Block, text: str) -> Value:
    return True if text in ("yes", "on", "true") else None


_READERS: Mapping[str, Callable[[Block, str], Value]] = {
    "short_text": _line,
    "long_text": _text,
    "email": _email,
    "phone": _phone,
    "url": _url,
    "number": _number,
    "date": _date,
    "rating": _point,
    "scale": _point,
    "consent": _consent,
}


def _chosen(block: Block, sent: Sent) -> Value:
    known = {option.key for option in block.options} | ({OTHER} if block.has_other else set())
    keys = list(dict.fromkeys(text for text in sent.texts if text))
    if not set(keys) <= known:
        raise AnswerProblem("not_option")
    if not keys:
        return None
    own_words = _line(block, _clean(sent.other)[:MAX_ANSWER]) if sent.other else ""
    if block.kind == "choice":
        return {"option": OTHER, "text": own_words} if keys[0] == OTHER and own_words else keys[0]
    if block.minimum and len(keys) < block.minimum:
        raise AnswerProblem("too_few", least=int(block.minimum))
    if block.maximum and len(keys) > block.maximum:
        raise AnswerProblem("too_many_chosen", most=int(block.maximum))
    return {"options": keys, "text": own_words} if OTHER in keys and own_words else keys


def _uploads(block: Block, sent: Sent) -> Value:
    if len(sent.uploads) > block.max_files:
        raise AnswerProblem("too_many_files", most=block.max_files)
    return list(dict.fromkeys(sent.uploads)) or None


def written(block: Block, value: Value, file_names: Mapping[str, str], language: Language) -> str:
    """Write an answer for people: labels instead of keys, names instead of ids of files."""
    if isinstance(value, bool):
        return ("Yes" if language == "en" else "Oui") if value else ""
    labels = {option.key: option.label for option in block.options}
    if block.has_other:
        labels.setdefault(OTHER, word(language, "other"))
    if isinstance(value, Mapping):
        keys = [str(key) for key in value.get("options", [value.get("option")])]
        own_words = {**labels, OTHER: str(value.get("text", ""))}
        return ", ".join(own_words.get(key, key) for key in keys)
    if isinstance(value, list):
        names = file_names if block.kind == "file" else labels
        return ", ".join(names.get(str(key), str(key)) for key in value)
    return labels.get(str(value), str(value))
