"""Text from header bytes and back: charsets, encoded-words (RFC 2047), parameters (RFC 2231).

Nothing here raises: what cannot be decoded is replaced. Text never holds NUL, lone surrogates or
line breaks.
"""

import base64
import binascii
import codecs
import re
from urllib.parse import unquote_to_bytes

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]*)\?=")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)

# Codecs of Python that are no charsets of mail, or that are slow or raise on purpose.
_REFUSED = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})


def decode_bytes(content: bytes, charset: str = "") -> str:
    """Decode with the named charset, else UTF-8, else Windows-1252; never raises."""
    for name in (charset.strip().lower(), "utf-8"):
        try:
            codec = codecs.lookup(name).name if name else ""
            if codec and codec not in _REFUSED:
                strict = "replace" if name != "utf-8" else "strict"
                return clean_text(content.decode(codec, strict))
        except (LookupError, ValueError, AssertionError):
            continue
    return clean_text(content.decode("windows-1252", "replace"))


def clean_text(text: str) -> str:
    """Drop what databases and JSON refuse: NUL and lone surrogates."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", "")


def one_line(text: str) -> str:
    """Return the text without control characters and line breaks, so that no header can be
    injected.
    """
    return _CONTROL.sub(" ", clean_text(text)).strip()


def decode_words(value: str) -> str:
    """Decode the encoded-words of an unstructured value or phrase; joins characters split across
    words.
    """
    parts: list[str] = []
    waiting: tuple[str, bytes] | None = None
    position = 0
    for match in _WORD.finditer(value):
        between = value[position : match.start()]
        position = match.end()
        charset, content = match[1].split("*")[0].lower(), _word_bytes(match[2], match[3])
        if waiting and not between.strip() and waiting[0] == charset:
            waiting = (charset, waiting[1] + content)
            continue
        if waiting:
            parts.append(decode_bytes(waiting[1], waiting[0]))
            between = between if between.strip() else ""
        parts.append(between)
        waiting = (charset, content)
    if waiting:
        parts.append(decode_bytes(waiting[1], waiting[0]))
    parts.append(value[position:])
    return one_line("".join(parts))


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("latin-1", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    return decode_base64(raw)


def decode_base64(raw: bytes) -> bytes:
    """Decode base64 with stray characters and missing padding."""
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def encode_words(text: str) -> list[str]:
    """Write text as encoded-words of at most 75 characters, never splitting a character."""
    words, chunk = [], b""
    for character in one_line(text):
        encoded = character.encode()
        if len(chunk) + len(encoded) > 45:
            words.append(chunk)
            chunk = b""
        chunk += encoded
    words.append(chunk)
    return [f"=?utf-8?b?{base64.b64encode(word).decode()}?=" for word in words]


def split_parameters(value: str) -> tuple[str, dict[str, str]]:
    """Split `text/plain; charset=x` into its first word and its decoded parameters."""
    head, _, _ = value.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in list(_PARAMETER.finditer(value))[:100]:
        name, content = match[1].lower(), _unquote(match[2].strip())
        base, star, index = name.rstrip("*").partition("*")
        if not star and not name.endswith("*"):
            plain.setdefault(base, decode_words(content))
        elif not star or index.isdecimal():
            number = int(index[:4]) if index else 0
            pieces.setdefault(base, {})[number] = (content, name.endswith("*"))
    for base, found in pieces.items():
        plain[base] = _join_pieces(found)
    return head.partition("(")[0].strip().lower(), plain


def _unquote(text: str) -> str:
    if not text.startswith('"'):
        return text
    return re.sub(r"\\(.)", r"\1", text[1:].removesuffix('"'))


def _join_pieces(pieces: dict[int, tuple[str, bool]]) -> str:
    """Join the continuations of one parameter (RFC 2231 section 3 and 4)."""
    charset, content = "", b""
    for number in sorted(pieces):
        text, is_encoded = pieces[number]
        if is_encoded and number == min(pieces) and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw = text.encode("utf-8", "replace")
        content += unquote_to_bytes(raw) if is_encoded else raw
    return one_line(decode_bytes(content, charset))
