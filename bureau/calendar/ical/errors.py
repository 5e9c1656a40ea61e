"""What is wrong with calendar data, in the words of RFC 4791 §5.3.2.1."""


class BadCalendarData(ValueError):
    """The bytes are not an object a calendar can keep.

    `precondition` is the element RFC 4791 §5.3.2.1 (or RFC 7529 §10.3) names for it, such as
    `valid-calendar-data`; `words` tell a person what is wrong.
    """

    def __init__(self, precondition: str, words: str) -> None:
        super().__init__(words)
        self.precondition = precondition
        self.words = words


class UnknownOccurrence(LookupError):
    """An object has no occurrence with this RECURRENCE-ID."""
