"""The few words that the server itself writes into documents, in the languages of the product."""

_WORDS = {
    "untitled": {"en": "Untitled document", "fr": "Document sans titre"},
}


def word(name: str, language: str) -> str:
    """Return a word in a language; English where there is none."""
    found = _WORDS[name]
    return found.get(language[:2], found["en"])
