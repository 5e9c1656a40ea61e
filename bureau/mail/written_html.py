"""HTML that people of ours wrote and others open in their editor: templates, notices.

Unlike mail from strangers it may name pictures on the web, for the recipient's program asks before
it loads them; nothing in it runs.
"""

import nh3

# fmt: off
_TAGS = {
    "a", "b", "blockquote", "br", "code", "col", "colgroup", "del", "div", "em", "h1", "h2", "h3",
    "h4", "hr", "i", "img", "li", "ol", "p", "pre", "s", "span", "strike", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}
# fmt: on
_STYLES = {
    "color",
    "background-color",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-align",
    "text-decoration",
    "margin-left",
    "width",
}


def clean_written(source: str) -> str:
    """Return what an editor of ours could have written."""
    return nh3.clean(
        source,
        tags=_TAGS,
        clean_content_tags={"script", "style", "template", "svg", "math", "object"},
        attributes={
            "*": {"style", "dir", "lang"},
            "a": {"href"},
            "img": {"src", "alt", "width", "height"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
            "ol": {"start"},
        },
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        attribute_filter=_attribute,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    is_data = value.strip().lower().startswith("data:")
    if is_data and not (name == "src" and value.strip().lower().startswith("data:image/")):
        return None
    return value
