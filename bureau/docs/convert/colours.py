"""Colours as CSS writes them, for formats that know only `#rrggbb`."""

from tinycss2.color3 import RGBA, parse_color  # type: ignore[import-untyped]


def hexadecimal(colour: object) -> str:
    """Return a colour as `#rrggbb`; empty for what is no colour, or none that shows."""
    found = parse_color(str(colour or "").strip()[:100])
    if not isinstance(found, RGBA) or found.alpha == 0:
        return ""
    channels = (
        round(max(0.0, min(1.0, one)) * 255) for one in (found.red, found.green, found.blue)
    )
    return "#" + "".join(f"{one:02x}" for one in channels)
