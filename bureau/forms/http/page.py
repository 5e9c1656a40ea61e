"""What the template of the public page shows: the form, the answers given so far, and what is wrong
with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bureau.forms.actions.upload import ticket_of
from bureau.forms.answers import NOTHING, Judged, Sent
from bureau.forms.blocks import MAX_FILE_BYTES, OTHER, Block, scale_points
from bureau.forms.models import Upload
from bureau.forms.words import Language, word
from bureau.platform.conditions import Condition

_INPUT_TYPES = {"email": "email", "phone": "tel", "url": "text", "date": "date"}
_AUTOCOMPLETE = {"email": "email", "phone": "tel"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An option or a point of a scale."""

    value: str
    label: str
    is_chosen: bool
    is_shown: bool = True
    show_if: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in quarantine that the page holds the ticket of."""

    name: str
    size: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Question:
    """A block with all that its markup needs."""

    block: Block
    is_shown: bool
    problem: str
    text: str
    choices: tuple[Choice, ...]
    other: str
    files: tuple[Attached, ...]
    hint: str

    @property
    def name(self) -> str:
        """Name of the field."""
        return f"q_{self.block.id}"

    @property
    def show_if(self) -> str:
        """The condition in CEL, for the script."""
        return source(self.block.show_if)

    @property
    def input_type(self) -> str:
        """Type of a one-line input."""
        return _INPUT_TYPES.get(self.block.kind, "text")

    @property
    def autocomplete(self) -> str:
        """What browsers may fill in."""
        return _AUTOCOMPLETE.get(self.block.kind, "off")

    @property
    def described_by(self) -> str:
        """Ids of the texts that describe the field."""
        parts = [
            (f"help_{self.block.id}", bool(self.block.help)),
            (f"hint_{self.block.id}", bool(self.hint)),
            (f"problem_{self.block.id}", bool(self.problem)),
        ]
        return " ".join(name for name, is_there in parts if is_there)

    @property
    def is_group(self) -> bool:
        """Whether it is several controls under one legend."""
        kind = self.block.kind
        is_radio = kind in ("choice", "choices") and not self.is_dropdown
        return is_radio or kind in ("rating", "scale")

    @property
    def is_dropdown(self) -> bool:
        """Whether the choice is a list to open."""
        return self.block.kind == "choice" and self.block.layout == "dropdown"


@dataclass(slots=True)
class PageState:
    """What one request knows about the page."""

    language: Language
    sent: Mapping[str, Sent] = field(default_factory=dict)
    uploads: Mapping[str, Sequence[Upload]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    email: str = ""
    notice: str = ""


def questions_of(blocks: Sequence[Block], judged: Judged, state: PageState) -> list[Question]:
    """Return all questions in order, hidden ones too: the script shows them when they fit."""
    return [_question(block, judged, state) for block in blocks]


def source(condition: Condition | None) -> str:
    """Return the CEL source of a condition, empty for none."""
    return condition.source if condition else ""


def _question(block: Block, judged: Judged, state: PageState) -> Question:
    sent = state.sent.get(block.id, NOTHING)
    is_shown = block.id in judged.showing.block_ids
    return Question(
        block=block,
        is_shown=is_shown,
        problem=state.problems.get(block.id, "") if is_shown else "",
        text=sent.texts[0] if sent.texts else "",
        choices=_choices(block, judged, sent, state.language),
        other=sent.other,
        files=tuple(_attached(upload, state) for upload in state.uploads.get(block.id, ())),
        hint=_hint(block, state.language),
    )


def _choices(block: Block, judged: Judged, sent: Sent, language: Language) -> tuple[Choice, ...]:
    if block.kind in ("rating", "scale"):
        first, last = scale_points(block)
        points = map(str, range(first, last + 1))
        return tuple(Choice(point, point, point in sent.texts) for point in points)
    offered = judged.showing.option_keys.get(block.id)
    choices = [
        Choice(
            option.key,
            option.label,
            option.key in sent.texts,
            option.key in offered if offered is not None else option.show_if is None,
            source(option.show_if),
        )
        for option in block.options
    ]
    if block.has_other and all(choice.value != OTHER for choice in choices):
        choices.append(Choice(OTHER, word(language, "other"), OTHER in sent.texts))
    return tuple(choices)


def _attached(upload: Upload, state: PageState) -> Attached:
    return Attached(upload.name, size_text(upload.size_bytes, state.language), ticket_of(upload))


def size_text(size_bytes: int, language: Language) -> str:
    """Write a size for people."""
    unit = "MB" if language == "en" else "Mo"
    small = "KB" if language == "en" else "Ko"
    if size_bytes >= 1024**2:
        return f"{size_bytes / 1024**2:.1f} {unit}"
    return f"{max(1, round(size_bytes / 1024))} {small}"


def _hint(block: Block, language: Language) -> str:
    if block.kind != "file":
        return ""
    size = MAX_FILE_BYTES // 1024**2
    if block.max_files == 1:
        return word(language, "file_limit", size=size)
    return word(language, "files_limit", count=block.max_files, size=size)
