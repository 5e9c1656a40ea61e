r"""How somebody greets and takes leave: read from the own texts, offered with this draft's names.

A pattern is what was written with the names taken out: "Hi {given}," or "Best regards,\n{me}".
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

GIVEN, FAMILY, ME, MY_NAME = "{given}", "{family}", "{me}", "{name}"
GREETINGS = {
    "en": ("Hi {given},", "Hello {given},", "Dear {given},"),
    "fr": ("Bonjour {given},", "Salut {given},"),
    "de": ("Hallo {given},", "Guten Tag {given},"),
    "es": ("Hola {given},", "Buenos días {given},"),
    "it": ("Ciao {given},", "Buongiorno {given},"),
    "nl": ("Hoi {given},", "Hallo {given},"),
    "pt": ("Olá {given},", "Bom dia {given},"),
}
TO_UNKNOWN = {
    "en": ("Hello,", "Hi,"),
    "fr": ("Bonjour,",),
    "de": ("Guten Tag,",),
    "es": ("Hola,",),
    "it": ("Buongiorno,",),
    "nl": ("Hallo,",),
    "pt": ("Olá,",),
}
"""To one whose name is not known."""
TO_SEVERAL = {
    "en": ("Hi all,", "Hello everyone,"),
    "fr": ("Bonjour à tous,", "Bonjour,"),
    "de": ("Hallo zusammen,",),
    "es": ("Hola a todos,",),
    "it": ("Buongiorno a tutti,",),
    "nl": ("Hallo allemaal,",),
    "pt": ("Olá a todos,",),
}
CLOSINGS = {
    "en": ("Best regards,\n{me}", "Kind regards,\n{me}", "Thanks,\n{me}", "Best,\n{me}"),
    "fr": ("Cordialement,\n{me}", "Bien cordialement,\n{me}", "Bonne journée,\n{me}"),
    "de": ("Viele Grüße\n{me}", "Mit freundlichen Grüßen\n{me}"),
    "es": ("Saludos,\n{me}", "Un saludo,\n{me}"),
    "it": ("Cordiali saluti,\n{me}", "Saluti,\n{me}"),
    "nl": ("Met vriendelijke groet,\n{me}", "Groeten,\n{me}"),
    "pt": ("Atenciosamente,\n{me}", "Abraços,\n{me}"),
}
HOURS = {
    "good morning": (0, 12),
    "good afternoon": (12, 18),
    "good evening": (17, 24),
    "bonsoir": (17, 24),
    "guten morgen": (0, 11),
    "guten abend": (17, 24),
}
"""When a greeting that names the time of day fits."""
OPENERS = re.compile(
    r"(hi|hello|hey|dear|good (?:morning|afternoon|evening)|bonjour|bonsoir|salut|cher|chère|chers|"
    r"chères|coucou|hallo|guten \w+|liebe[r]?|sehr geehrte[r]?|hola|buenos días|estimad[oa]s?|ciao|"
    r"buongiorno|gentile|hoi|beste|olá|bom dia)\b",
    re.IGNORECASE,
)
CLOSERS = re.compile(
    r"((?:many |best |kind |warm |kindest |with )*(?:thanks|regards|wishes|best|cheers|greetings)|"
    r"sincerely|yours|thank you|talk soon|take care|all the best|(?:bien |très )*cordialement|"
    r"merci|bonne (?:journée|soirée|semaine)|à (?:bientôt|demain|plus)|bises|amicalement|sincères|"
    r"salutations|viele grüße|beste grüße|liebe grüße|mit freundlichen grüßen|danke|saludos|"
    r"un saludo|gracias|cordiali saluti|saluti|grazie|groet(?:en|jes)?|met vriendelijke|abraços|"
    r"atenciosamente|obrigad[oa])\b",
    re.IGNORECASE,
)
CROWD = re.compile(
    r"\b(all|both|team|everyone|everybody|folks|guys|colleagues|tous|toutes|équipe|collègues|"
    r"zusammen|kollegen|todos|todas|equipo|tutti|tutte|allemaal|equipe)\b",
    re.IGNORECASE,
)
"""Greetings of several people, or of a group by its address."""
LONGEST_LINE = 48
OPENER_LETTERS = 3
MOST_RECIPIENTS = 300
PRIOR = 2.0
"""Texts' worth of belief in the usual greetings and closings of a language."""
OWN_HABIT = 3.0
"""Texts' worth of belief in the own usual greeting for somebody greeted seldom."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody a text goes to."""

    email: str = ""
    given: str = ""
    family: str = ""

    @classmethod
    def of(cls, name: str, email: str) -> "Addressee":
        """Take a display name apart; "Fontaine, Léa" too."""
        last, comma, first = name.partition(",")
        words = name.split()
        if comma:
            return cls(email.lower(), first.strip(), last.strip())
        if not words or "@" in name:
            return cls(email.lower())
        return cls(email.lower(), words[0], " ".join(words[1:]))


@dataclass(frozen=True, slots=True)
class Me:
    """The writer's own names."""

    given: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Habit:
    """What one text shows of its author's habits."""

    greeting: str = ""
    closing: str = ""
    to: str = ""
    """The only recipient's address, empty when there were several."""
    openers: tuple[str, ...] = ()
    """The first letters of its lines."""

    def to_json(self) -> list[Any]:
        return [self.greeting, self.closing, self.to, " ".join(self.openers)]

    @classmethod
    def from_json(cls, stored: Sequence[Any]) -> "Habit":
        greeting, closing, to, openers = stored
        return cls(greeting, closing, to, tuple(openers.split()))


def folded(text: str) -> str:
    """Return the text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def habit_of(body: str, to: Sequence[Addressee], me: Me) -> Habit:
    """Read the habits out of a text."""
    lines = [line.strip() for line in body.strip().splitlines() if line.strip()]
    if not lines:
        return Habit()
    openers = tuple(opener for line in lines if (opener := _opener(line)))
    only = to[0].email if len(to) == 1 else ""
    return Habit(_greeting(lines[0], to), _closing(lines[-3:], me), only, openers)


def _opener(line: str) -> str:
    return "".join(c for c in folded(line)[:OPENER_LETTERS] if not c.isspace())


def _greeting(line: str, to: Sequence[Addressee]) -> str:
    if len(line) > LONGEST_LINE or not OPENERS.match(line) or any(map(str.isdigit, line)):
        return ""
    if len(to) != 1:
        return line if _is_impersonal(line) else ""
    pattern = line
    for name, mark in ((to[0].family, FAMILY), (to[0].given, GIVEN)):
        if len(name) > 1:
            pattern = re.sub(rf"\b{re.escape(name)}\b", mark, pattern, flags=re.IGNORECASE)
    return pattern if _is_impersonal(re.sub(r"\{\w+\}", "", pattern)) else ""


def _is_impersonal(line: str) -> bool:
    """Tell whether no word but the first and titles is capitalised: names are."""
    titles = {"Madame", "Monsieur", "Mr", "Mrs", "Ms", "Dr", "Frau", "Herr", "Mr.", "Mrs.", "Dr."}
    words = [word.strip(",.!:") for word in line.split()[1:]]
    return all(word in titles or word == word.lower() for word in words)


def _closing(lines: Sequence[str], me: Me) -> str:
    """Return the pattern of the last lines from the one that takes leave."""
    for place, line in enumerate(lines):
        if len(line) <= LONGEST_LINE and CLOSERS.match(line) and _is_impersonal(line):
            rest = [_own(text, me) for text in lines[place + 1 :]]
            return "\n".join([line, *rest]) if all(rest) and len(rest) <= 1 else ""
    return ""


def _own(line: str, me: Me) -> str:
    plain = line.strip(" -,.")
    if me.name and plain.casefold() == me.name.casefold():
        return MY_NAME
    return ME if me.given and plain.casefold() == me.given.casefold() else ""


@dataclass(slots=True)
class Style:
    """The habits of one person, counted."""

    greetings: Counter[str] = field(default_factory=Counter)
    closings: Counter[str] = field(default_factory=Counter)
    greeted: dict[str, Counter[str]] = field(default_factory=dict)
    openers: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, habits: Iterable[Habit]) -> "Style":
        """Count habits."""
        style = cls()
        for habit in habits:
            style.openers.update(habit.openers)
            style.closings.update([habit.closing] if habit.closing else [])
            if habit.greeting:
                style.greetings[habit.greeting] += 1
                if habit.to:
                    style.greeted.setdefault(habit.to, Counter())[habit.greeting] += 1
        return style

    def to_json(self) -> dict[str, Any]:
        often = sorted(self.greeted.items(), key=lambda item: -item[1].total())
        return {
            "greetings": dict(self.greetings.most_common(40)),
            "closings": dict(self.closings.most_common(40)),
            "greeted": {to: dict(counts) for to, counts in often[:MOST_RECIPIENTS]},
            "openers": dict(self.openers),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Style":
        return cls(
            Counter(stored.get("greetings", {})),
            Counter(stored.get("closings", {})),
            {to: Counter(counts) for to, counts in stored.get("greeted", {}).items()},
            Counter(stored.get("openers", {})),
        )


def greetings(
    style: Style, typed: str, to: Sequence[Addressee], language: str, hour: int | None
) -> list[tuple[str, float]]:
    """Return the rest of greetings that begin as typed, with how likely each is."""
    usual = _usual_greetings(to, language)
    own = style.greeted.get(to[0].email, Counter()) if len(to) == 1 else Counter()
    overall = _blend(style.greetings, usual)
    whole = sum(overall.values())
    worth: dict[str, float] = {}
    for pattern, count in overall.items():
        text = _filled(pattern, to)
        if CROWD.search(pattern) and to[0].given and len(to) == 1 and not own[pattern]:
            continue
        if text and _begins(text, typed) and _fits_hour(pattern, hour, style):
            share = (own[pattern] + OWN_HABIT * count / whole) / (own.total() + OWN_HABIT)
            worth[text] = worth.get(text, 0.0) + share
    if typed:
        return _rests(worth, typed, max(sum(worth.values()), 1e-9) * 1.1)
    return _rests(worth, typed, 1.0)


def _usual_greetings(to: Sequence[Addressee], language: str) -> Sequence[str]:
    by_language = TO_SEVERAL
    if len(to) == 1:
        by_language = GREETINGS if to[0].given else TO_UNKNOWN
    return by_language.get(language, by_language["en"])


def _blend(learned: Mapping[str, int], usual: Sequence[str]) -> dict[str, float]:
    """Add belief in what is usual, most in what is most usual."""
    blend: dict[str, float] = dict(learned)
    ranks = sum(1 / (rank + 1) for rank in range(len(usual)))
    for rank, pattern in enumerate(usual):
        blend[pattern] = blend.get(pattern, 0.0) + PRIOR / (rank + 1) / ranks
    return blend


def _filled(pattern: str, to: Sequence[Addressee]) -> str:
    is_personal = GIVEN in pattern or FAMILY in pattern
    if is_personal and len(to) != 1:
        return ""
    if not is_personal:
        return pattern
    text = pattern.replace(GIVEN, to[0].given).replace(FAMILY, to[0].family)
    is_known = (to[0].given or GIVEN not in pattern) and (to[0].family or FAMILY not in pattern)
    return text if is_known else ""


def _fits_hour(pattern: str, hour: int | None, style: Style) -> bool:
    """Greetings of a time of day are offered at that time, and only to who uses them."""
    small = pattern.lower()
    for words, (first, last) in HOURS.items():
        if small.startswith(words):
            return hour is not None and first <= hour < last and style.greetings[pattern] > 0
    return True


def closings(style: Style, typed: str, me: Me, language: str) -> list[tuple[str, float]]:
    """Return the rest of closings that begin as typed; at least one letter must be."""
    if not typed:
        return []
    usual = CLOSINGS.get(language, CLOSINGS["en"])
    worth: dict[str, float] = {}
    for pattern, count in _blend(style.closings, usual).items():
        text = pattern.replace(MY_NAME, me.name).replace(ME, me.given).strip()
        if _begins(text, typed):
            worth[text] = worth.get(text, 0.0) + count
    lines = _lines_with(style, typed)
    return _rests(worth, typed, max(lines, sum(worth.values())) + 2.0 / len(typed))


def _lines_with(style: Style, typed: str) -> float:
    wanted = "".join(c for c in folded(typed)[:OPENER_LETTERS] if not c.isspace())
    return sum(n for opener, n in style.openers.items() if opener.startswith(wanted))


def _begins(text: str, typed: str) -> bool:
    return len(text) > len(typed) and folded(text[: len(typed)]) == folded(typed)


def _rests(worth: Mapping[str, float], typed: str, whole: float) -> list[tuple[str, float]]:
    rests = [(text[len(typed) :], min(share / whole, 0.97)) for text, share in worth.items()]
    return sorted(rests, key=lambda rest: -rest[1])
