"""Any document, for property tests."""

from hypothesis import strategies as st

from bureau.docs.convert.tree import Node, envelope, mark, node, paragraph, text

from .everything import AT

words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\t"),
    min_size=1,
    max_size=12,
)
colours = st.sampled_from(["#ff0000", "#00ff00", "#e8f0fe", "#123456"])
stamps = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["s1", "s2", "s3"]),
        "by": st.sampled_from(["Ada", "Bob"]),
        "at": st.sampled_from([AT, "2026-03-02T10:00:00Z"]),
    }
)
suggestions = st.one_of(
    st.none(),
    st.none(),
    st.builds(lambda kind, by: {"kind": kind, **by}, st.sampled_from(["insert", "delete"]), stamps),
)
plain_marks = st.lists(
    st.one_of(
        st.sampled_from(
            [mark(one) for one in ("bold", "italic", "underline", "strike", "code", "superscript")]
        ),
        st.builds(lambda size: mark("fontSize", size=size), st.sampled_from([8, 11, 12.5, 30])),
        st.builds(
            lambda family: mark("font", family=family), st.sampled_from(["Georgia", "Courier New"])
        ),
        st.builds(lambda color: mark("textColor", color=color), colours),
        st.builds(lambda color: mark("highlight", color=color), colours),
        st.builds(
            lambda href: mark("link", href=href),
            st.sampled_from(["https://a.example/x", "#one", "mailto:a@b.c"]),
        ),
    ),
    max_size=3,
    unique_by=lambda one: one["type"],
)
suggested_marks: st.SearchStrategy[list[Node]] = st.one_of(
    st.just([]),
    st.just([]),
    st.builds(lambda by: [mark("insertion", **by)], stamps),
    st.builds(lambda by: [mark("deletion", **by)], stamps),
    st.builds(lambda by, old: [mark("formatting", **by, before=old)], stamps, plain_marks),
)
comment_marks = st.lists(
    st.sampled_from([mark("comment", id=f"t{number}") for number in range(3)]), max_size=2
)
texts = st.builds(
    lambda value, *marks: text(value, [one for some in marks for one in some]),
    words,
    plain_marks,
    suggested_marks,
    comment_marks,
)
breaks = st.builds(lambda suggestion: node("hardBreak", suggestion=suggestion), suggestions)
equations = st.builds(
    lambda latex, display: node("equation", latex=latex, display=display),
    st.sampled_from([r"x^2", r"\frac{1}{x}", r"\alpha+\beta", "a_{ij}", r"\broken{"]),
    st.booleans(),
)
mentions = st.builds(
    lambda kind, ref, label: node("mention", kind=kind, ref=ref, label=label),
    st.sampled_from(["person", "file", "date"]),
    st.sampled_from(["2026-03-01", "01HZY3B6M1N0Q4T5V7W8X9Y0Z1"]),
    words,
)
footnotes = st.builds(
    lambda content: {"type": "footnote", "content": content} if content else node("footnote"),
    st.lists(st.one_of(texts, breaks, mentions, equations), max_size=3),
)
images = st.builds(
    lambda width, wrap, alt, suggestion: node(
        "image",
        src="asset:picture",
        width=width,
        height=width,
        wrap=wrap,
        alt=alt,
        suggestion=suggestion,
    ),
    st.sampled_from([None, 10, 200]),
    st.sampled_from(["inline", "left", "right", "break"]),
    words,
    suggestions,
)
fields = st.builds(
    lambda kind, suggestion: node("field", kind=kind, suggestion=suggestion),
    st.sampled_from(["page", "pages", "title", "date"]),
    suggestions,
)
inlines = st.lists(
    st.one_of(texts, texts, breaks, equations, mentions, footnotes, images, fields), max_size=5
)
lengths = st.sampled_from([None, 0, 3.35, 12, 36])
lists: st.SearchStrategy[Node] = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {
            "list": st.sampled_from(["bullet", "ordered", "check"]),
            "level": st.integers(0, 3),
            "listId": st.sampled_from([None, "a", "b"]),
            "start": st.sampled_from([None, None, 1, 4]),
            "marker": st.sampled_from([None, "decimal", "upper-alpha", "→"]),
            "checked": st.sampled_from([None, True]),
        }
    ),
)
paragraph_attributes = st.fixed_dictionaries(
    {},
    optional={
        "style": st.sampled_from(["normal", "title", "heading1", "heading6", "quote", "code"]),
        "align": st.sampled_from([None, "left", "center", "right", "justify"]),
        "lineSpacing": st.sampled_from([None, 1, 1.15, 1.5, 2.37]),
        "spaceBefore": lengths,
        "spaceAfter": lengths,
        "indent": lengths,
        "indentEnd": lengths,
        "firstLine": st.sampled_from([None, 0, -18, 18]),
        "pageBreakBefore": st.booleans(),
        "keepNext": st.booleans(),
        "dir": st.sampled_from([None, "rtl"]),
        "language": st.sampled_from([None, "python"]),
    },
)


@st.composite
def paragraphs(draw: st.DrawFn) -> Node:
    """Return any paragraph."""
    attributes = {**draw(paragraph_attributes), **draw(lists)}
    attributes["break"] = draw(suggestions)
    if draw(st.integers(0, 5)) == 0:
        attributes["change"] = {
            **draw(stamps),
            "before": {**draw(paragraph_attributes), **draw(lists)},
        }
    return paragraph(draw(inlines), **attributes)


@st.composite
def tables(draw: st.DrawFn) -> Node:
    """Return any table, with cells that cover others."""
    columns = draw(st.integers(1, 3))
    kind = draw(st.sampled_from(["tableCell", "tableHeader"]))
    rows = []
    for number in range(draw(st.integers(1, 3))):
        cells, left = [], columns
        while left:
            span = draw(st.integers(1, left))
            cells.append(draw(_cells(span, kind if number == 0 else "tableCell")))
            left -= span
        rows.append(
            node(
                "tableRow",
                cells,
                suggestion=draw(suggestions),
                height=draw(st.sampled_from([None, 50])),
            )
        )
    return node(
        "table",
        rows,
        align=draw(st.sampled_from([None, "center"])),
        width=draw(st.sampled_from([None, 400])),
    )


@st.composite
def _cells(draw: st.DrawFn, span: int, kind: str) -> Node:
    return node(
        kind,
        draw(st.lists(paragraphs(), min_size=1, max_size=2)),
        colspan=span,
        rowspan=draw(st.sampled_from([1, 1, 2])),
        colwidth=draw(st.sampled_from([None, [100] * span])),
        background=draw(st.one_of(st.none(), colours)),
        valign=draw(st.sampled_from([None, "middle", "bottom"])),
        border=draw(
            st.sampled_from(
                [None, {"color": "#00ff00", "width": 3}, {"color": "#000000", "width": 0}]
            )
        ),
    )


blocks = st.one_of(
    paragraphs(),
    paragraphs(),
    paragraphs(),
    tables(),
    st.builds(
        lambda kind, suggestion: node(kind, suggestion=suggestion),
        st.sampled_from(["horizontalRule", "pageBreak", "tableOfContents"]),
        suggestions,
    ),
)
around = st.one_of(
    st.none(),
    st.builds(lambda content: node("doc", content), st.lists(paragraphs(), min_size=1, max_size=2)),
)
pages = st.fixed_dictionaries(
    {},
    optional={
        "size": st.sampled_from(["A4", "A3", "Letter"]),
        "orientation": st.sampled_from(["portrait", "landscape"]),
        "margins": st.just({"top": 10, "right": 20.5, "bottom": 30, "left": 12.7}),
        "color": colours,
        "pageNumbers": st.booleans(),
        "differentFirst": st.booleans(),
        "language": st.just("de-DE"),
    },
)
threads = st.lists(
    st.builds(
        lambda number, resolved, said: {
            "id": f"t{number}",
            "resolved": resolved,
            "comments": [{"author": "Ada", "at": AT, "text": one} for one in said],
        },
        st.integers(0, 2),
        st.booleans(),
        st.lists(words, min_size=1, max_size=3),
    ),
    max_size=3,
    unique_by=lambda one: str(one["id"]),
)


@st.composite
def envelopes(draw: st.DrawFn) -> Node:
    """Return any document."""
    return envelope(
        draw(st.lists(blocks, max_size=6)),
        draw(pages),
        header=draw(around),
        footer=draw(around),
        threads=draw(threads),
    )
