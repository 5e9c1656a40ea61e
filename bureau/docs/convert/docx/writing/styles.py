"""styles.xml: the looks of our paragraph styles as Word's named styles."""

from ...looks import CODE_FAMILY, FAMILY, LINK_COLOR, LOOKS, Look
from ...markup import el
from ..names import GAP_NAME
from .markup import root, twips, w

STYLE_IDS = {
    "normal": "Normal",
    "title": "Title",
    "subtitle": "Subtitle",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "heading3": "Heading3",
    "heading4": "Heading4",
    "heading5": "Heading5",
    "heading6": "Heading6",
    "quote": "Quote",
    "code": "HTMLPreformatted",
}
CODE_RUN, LINK_RUN = "HTMLCode", "Hyperlink"
TABLE_GAP = "TableGap"
CONTENTS_LEVELS = 6


def styles(language: str, code_languages: list[str]) -> bytes:
    """Return styles.xml."""
    normal = LOOKS["normal"]
    fonts = w("rFonts", ascii=FAMILY, hAnsi=FAMILY, eastAsia=FAMILY, cs=FAMILY)
    spoken = w("lang", language) if language else ""
    run = el("w:rPr", None, fonts, w("sz", 22), w("szCs", 22), spoken)
    spacing = w("spacing", after=0, line=round(normal.line * 240), lineRule="auto")
    defaults = el(
        "w:docDefaults",
        None,
        el("w:rPrDefault", None, run),
        el("w:pPrDefault", None, el("w:pPr", None, spacing)),
    )
    named = [_paragraph(name, look) for name, look in LOOKS.items()]
    coded = [_code_language(language) for language in code_languages]
    contents = [_contents(level) for level in range(1, CONTENTS_LEVELS + 1)]
    return root("w:styles", defaults, *named, *coded, *contents, *_others())


def code_style(language: str) -> str:
    """Return the style of code in a language."""
    return "Code" + "".join(sign for sign in language.title() if sign.isalnum())


def _paragraph(name: str, look: Look) -> str:
    is_normal = name == "normal"
    attributes = {"w:type": "paragraph", "w:styleId": STYLE_IDS[name]}
    if is_normal:
        attributes["w:default"] = "1"
    linked = [] if is_normal else [w("basedOn", "Normal"), w("next", _next(name))]
    settings = "" if is_normal else el("w:pPr", None, *_paragraph_look(look))
    run = "" if is_normal else el("w:rPr", None, *_run_look(look))
    parts = [w("name", look.title), *linked, w("uiPriority", 9), w("qFormat"), settings, run]
    return el("w:style", {**attributes}, *parts)


def _next(name: str) -> str:
    return STYLE_IDS["code"] if name == "code" else "Normal"


def _paragraph_look(look: Look) -> list[str]:
    is_heading = look.outline is not None
    parts = [w("keepNext"), w("keepLines")] if is_heading else []
    if look.family == CODE_FAMILY:
        parts.append(w("shd", "clear", color="auto", fill="F1F3F4"))
    parts.append(
        w(
            "spacing",
            before=twips(look.before),
            after=twips(look.after),
            line=round(look.line * 240),
            lineRule="auto",
        )
    )
    if look.indent:
        parts.append(w("ind", left=twips(look.indent)))
    return [*parts, w("outlineLvl", look.outline)] if is_heading else parts


def _run_look(look: Look) -> list[str]:
    parts = []
    if look.family != FAMILY:
        parts.append(w("rFonts", ascii=look.family, hAnsi=look.family, cs=look.family))
    if look.italic:
        parts.append(w("i"))
    if look.color != "#000000":
        parts.append(w("color", look.color[1:]))
    if look.size != LOOKS["normal"].size:
        parts += [w("sz", round(look.size * 2)), w("szCs", round(look.size * 2))]
    return parts


def _code_language(language: str) -> str:
    return el(
        "w:style",
        {"w:type": "paragraph", "w:customStyle": "1", "w:styleId": code_style(language)},
        w("name", f"Code: {language}"),
        w("basedOn", STYLE_IDS["code"]),
    )


def _contents(level: int) -> str:
    indent = el("w:pPr", None, w("spacing", after=60), w("ind", left=(level - 1) * 240))
    return el(
        "w:style",
        {"w:type": "paragraph", "w:styleId": f"TOC{level}"},
        w("name", f"toc {level}"),
        w("basedOn", "Normal"),
        w("uiPriority", 39),
        indent,
    )


def _others() -> list[str]:
    """Return the styles of links, inline code, notes and tables."""
    link = el("w:rPr", None, w("color", LINK_COLOR[1:]), w("u", "single"))
    code_fonts = w("rFonts", ascii=CODE_FAMILY, hAnsi=CODE_FAMILY, cs=CODE_FAMILY)
    note = el("w:pPr", None, w("spacing", after=0, line=240, lineRule="auto"))
    small = el("w:rPr", None, w("sz", 20), w("szCs", 20))
    tiny = el("w:rPr", None, w("sz", 2), w("szCs", 2))
    raised = el("w:rPr", None, w("vertAlign", "superscript"))
    zero = [el(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in ("top", "bottom")]
    sides = [el(f"w:{side}", {"w:w": 100, "w:type": "dxa"}) for side in ("left", "right")]
    margins = el("w:tblCellMar", None, zero[0], sides[0], zero[1], sides[1])
    table = el("w:tblPr", None, w("tblInd", w=0, type="dxa"), margins)
    return [
        _style("paragraph", TABLE_GAP, GAP_NAME, w("basedOn", "Normal"), _gap(), tiny),
        _style("character", LINK_RUN, "Hyperlink", link),
        _style("character", CODE_RUN, "HTML Code", el("w:rPr", None, code_fonts)),
        _style("paragraph", "FootnoteText", "footnote text", w("basedOn", "Normal"), note, small),
        _style("character", "FootnoteReference", "footnote reference", raised),
        _style("paragraph", "CommentText", "annotation text", w("basedOn", "Normal"), small),
        el(
            "w:style",
            {"w:type": "table", "w:default": "1", "w:styleId": "TableNormal"},
            w("name", "Normal Table"),
            w("uiPriority", 99),
            table,
        ),
    ]


def _gap() -> str:
    return el("w:pPr", None, w("spacing", before=0, after=0, line=20, lineRule="exact"))


def _style(kind: str, style_id: str, name: str, *parts: str) -> str:
    return el("w:style", {"w:type": kind, "w:styleId": style_id}, w("name", name), *parts)
