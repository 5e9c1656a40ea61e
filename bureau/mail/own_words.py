"""What the author of a message wrote in it: without quoted and forwarded text, signature, and what
a machine wrote.
"""

import re

from lxml import etree, html

from bureau.platform.mime import ParsedMessage, html_to_text

LONGEST = 40_000
"""Characters of a message that are read."""
CROWDS = ("list-id", "list-unsubscribe", "feedback-id")
_FOREIGN = (
    "//blockquote | //style | //script | //head | //*["
    + " or ".join(
        f"contains(concat(' ', @class, ' '), ' {name} ')"
        for name in (
            "gmail_quote",
            "gmail_signature",
            "moz-cite-prefix",
            "moz-signature",
            "yahoo_quoted",
            "bureau-signature",
        )
    )
    + "] | //*[@id='divRplyFwdMsg' or @id='appendonsend']/following::* | //*[@id='Signature']"
)
# Where somebody else's words begin: attribution lines and the heads that programs write.
_END = re.compile(
    r"""
    ^(?:
        --[ ]?$
      | -{2,}\s*(?:original\ message|message\ d'origine|forwarded|message\ transféré|reply).*
      | _{10,}\s*$
      | (?:on|am|le|el|il|op|em)\b.{4,150}(?:wrote|schrieb|a\ écrit|escribió|ha\ scritto|schreef|
        escreveu)\s?:\s*$
      | (?:from|von|de)\s?:\s.+\n(?:sent|date|gesendet|envoyé|to|an|à)\s?:\s
      | sent\ from\ my\ .* | envoyé\ de(?:puis)?\ mon\ .* | von\ meinem\ .*\ gesendet
      | begin\ forwarded\ message:
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def own_words(message: ParsedMessage) -> str:
    """Return the author's words, a line a paragraph; empty when a machine wrote the message."""
    if is_automatic(message):
        return ""
    text = _from_html(message.html) if message.html else message.text
    text = text[:LONGEST].replace("\r\n", "\n")
    end = _END.search(text)
    own = text[: end.start()] if end else text
    return "\n".join(line for line in own.splitlines() if not line.lstrip().startswith(">")).strip()


def is_automatic(message: ParsedMessage) -> bool:
    """Tell whether a machine wrote the message, or sent it to a crowd (RFC 3834 section 5)."""
    precedence = message.header("precedence").strip().lower()
    automatic = message.header("auto-submitted").partition(";")[0].strip().lower()
    is_for_crowd = any(message.all(name) for name in CROWDS)
    return is_for_crowd or automatic not in ("", "no") or precedence in ("bulk", "junk", "list")


def _from_html(source: str) -> str:
    try:
        root = html.document_fromstring(source[: 10 * LONGEST])
    except (etree.LxmlError, ValueError):
        return html_to_text(source)
    for foreign in root.xpath(_FOREIGN):
        if foreign.getparent() is not None:
            foreign.drop_tree()
    return html_to_text(html.tostring(root, encoding="unicode"))
