"""What the routes and the socket of compose take and give."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from bureau.compose.engine.style import Addressee
from bureau.compose.engine.writer import Context

MOST_RECIPIENTS = 100
LONGEST_PREFIX = 20_000
Short = Annotated[str, Field(max_length=1000)]
Recipients = Annotated[list["RecipientIn"], Field(max_length=MOST_RECIPIENTS)]


class RecipientIn(Schema):
    name: Short = ""
    email: Short = ""


class ContextIn(Schema):
    field: Literal["body", "subject"] = "body"
    subject: Short = ""
    body: Annotated[str, Field(max_length=100_000)] = ""
    recipients: Recipients = []
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3})?$")] = ""
    hour: Annotated[int, Field(ge=0, le=23)] | None = None
    has_signature: bool = False

    def context(self) -> Context:
        """Return the context as the engine knows it."""
        to = tuple(Addressee.of(one.name, one.email) for one in self.recipients)
        return Context(
            self.field,
            self.subject,
            self.body,
            to,
            self.language,
            self.hour,
            self.has_signature,
        )


class SuggestIn(Schema):
    prefix: Annotated[str, Field(max_length=LONGEST_PREFIX)]
    context: ContextIn = ContextIn()


class SuggestionOut(Schema):
    text: str
    confidence: float


class SuggestionsOut(Schema):
    suggestions: list[SuggestionOut]


class FrameIn(Schema):
    """A message of the socket; without a context, the last one holds."""

    id: Annotated[int, Field(ge=0, le=2**53)]
    prefix: Annotated[str, Field(max_length=LONGEST_PREFIX)]
    context: ContextIn | None = None


class OwnStateOut(Schema):
    is_on: bool
    texts: int
    words: int
    built_at: datetime | None


class SettingsOut(Schema):
    is_on: bool
    authors: int
    words: int
    built_at: datetime | None


class SettingsIn(Schema):
    is_on: bool
