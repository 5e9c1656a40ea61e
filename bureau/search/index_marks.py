"""Scopes and kinds as an index stores them."""


def token(text: str) -> str:
    """Write a scope or kind as one word that no other scope or kind becomes."""
    return "".join(
        c if c.isascii() and c.isalnum() else f"z{ord(c):x}z" for c in f"m{text}"
    ).lower()
