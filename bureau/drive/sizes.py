"""Sizes in words: 12 KB, 3.4 MB."""

UNITS = ("bytes", "KB", "MB", "GB", "TB")


def in_words(size_bytes: int) -> str:
    """Return a size as people write it: three digits at most, a decimal only below ten."""
    value, unit = float(size_bytes), 0
    while value >= 999.5 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    if size_bytes == 1:
        return "1 byte"
    digits = f"{value:.1f}".removesuffix(".0") if unit and value < 9.95 else f"{value:.0f}"
    return f"{digits} {UNITS[unit]}"
