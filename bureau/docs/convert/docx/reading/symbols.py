"""Characters of Word's symbol fonts as the Unicode characters that they show."""

# The Symbol font from 0x21 on; a space stands for what has no character.
SYMBOL_LOW = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔"
    "⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
SYMBOL = {0x21 + at: sign for at, sign in enumerate(SYMBOL_LOW)} | {
    0xA0 + at: sign for at, sign in enumerate(SYMBOL_HIGH)
}
WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x4C: "☹",
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xE7: "⬅", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}


def symbol(code: int, family: str) -> str:
    """Return the character that a code of a font shows."""
    font = FONTS.get(family.lower(), {})
    byte = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if byte in font and byte < 0x100:
        return font[byte]
    if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return chr(code)


def shown(text: str, family: str) -> str:
    """Return text that is set in a symbol font as the characters that it shows."""
    if family.lower() not in FONTS:
        return text
    return "".join(
        symbol(ord(sign), family) if "\uf000" <= sign <= "\uf0ff" else sign for sign in text
    )
