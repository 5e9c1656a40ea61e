"""XML as text: elements with their attributes escaped."""

from xml.sax.saxutils import quoteattr


def el(name: str, attributes: dict[str, object] | None = None, *children: str) -> str:
    """Return an element; attributes that are None are left out."""
    given = "".join(
        f" {key}={quoteattr(str(value))}"
        for key, value in (attributes or {}).items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"
