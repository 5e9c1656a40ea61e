"""What compose refuses."""

from bureau.platform.errors import Refusal


class ComposeRefusal(Refusal):
    """Base of what compose refuses."""


class SwitchedOff(ComposeRefusal):
    """Suggestions are off, for the organisation or for this person."""

    status = 409
    code = "compose_off"
    title = "Suggestions are switched off. Turn them on in the settings of mail."


class BadFrame(ComposeRefusal):
    """A message of the socket cannot be read."""

    status = 422
    code = "compose_frame"
    title = "This request cannot be read. Reload the page."
