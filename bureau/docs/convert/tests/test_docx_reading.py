"""What is read from Word files that others wrote."""

from bureau.docs.convert.tree import attribute, mark_of

from .packages import blocks, converted, lines, p, r

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="22"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/>'
    '<w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>'
    '<w:basedOn w:val="H"/></w:style>'
    '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
)


def field(instruction: str, result: str) -> str:
    kinds = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return kinds[0] + said + kinds[1] + result + kinds[2]


def test_a_style_is_ours_by_its_english_name_or_by_what_it_is_based_on() -> None:
    body = p(r("one"), '<w:pStyle w:val="H"/>') + p(r("two"), '<w:pStyle w:val="Mine"/>')
    styles = [attribute(block, "style") for block in blocks(body, None, styles=STYLES)]
    assert styles == ["heading1", "heading1"]


def test_a_switch_in_paragraph_and_character_style_cancels_out() -> None:
    (block,) = blocks(
        p(r("x", '<w:rStyle w:val="S"/>') + r("y"), '<w:pStyle w:val="H"/>'), None, styles=STYLES
    )
    assert [mark_of(one, "bold") for one in block["content"]] == [None, {}]


def test_text_boxes_are_read_once_and_follow_their_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('inside'))}</w:txbxContent>"
    shape = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
        f"<a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p(r("around") + shape)) == ["around", "inside"]


def test_text_in_controls_tags_and_fields_is_kept() -> None:
    body = p(
        f"<w:sdt><w:sdtContent>{r('a')}</w:sdtContent></w:sdt>"
        f"<w:smartTag>{r('b')}</w:smartTag><w:customXml>{r('c')}</w:customXml>"
        f"<w:fldSimple w:instr='REF x'>{r('d')}</w:fldSimple>{field('SEQ Figure', r('e'))}"
        '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:noBreakHyphen/><w:tab/></w:r>'
    )
    assert lines(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>") == ["abcdeα\u2011\t"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("a")) + p(r("b"))
    assert lines(body) == ["a", "b"]


def test_a_table_of_contents_becomes_one_node_and_its_entries_go() -> None:
    opening, closing = field('TOC \\o "1-2"', "|").split("|")
    body = (
        p(opening + r("Old entry 1"))
        + p(r("Old entry 2") + closing)
        + p(r("Real"), '<w:pStyle w:val="H"/>')
    )
    found = blocks(body, None, styles=STYLES)
    assert [block["type"] for block in found] == ["tableOfContents", "paragraph"]
    assert attribute(found[0], "depth") == 2


def test_links_lead_only_to_safe_addresses() -> None:
    body = p(
        f'<w:hyperlink r:id="good">{r("a")}</w:hyperlink>'
        + f'<w:hyperlink r:id="bad">{r("b")}</w:hyperlink>'
        + field('HYPERLINK "mailto:a@b.c"', r("c"))
    )
    found = converted(body, {"good": "https://a.example", "bad": "javascript:alert(1)"})
    (block,) = found.envelope["body"]["content"]
    hrefs = [(mark_of(one, "link") or {}).get("href") for one in block["content"]]
    assert hrefs == ["https://a.example", None, "mailto:a@b.c"]
    assert found.warnings == ["Links to files and scripts were left out; their text is kept."]


def test_comments_keep_their_answers_and_their_resolution() -> None:
    def comment(number: int, author: str) -> str:
        said = f'<w:p w14:paraId="0000000{number}">{r(f"say {number}")}</w:p>'
        by = f'w:author="{author}" w:date="2026-01-02T03:04:05Z"'
        return f'<w:comment w:id="{number}" {by}>{said}</w:comment>'

    extended = (
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>'
    )
    body = p(
        r("a") + '<w:commentRangeStart w:id="1"/><w:commentRangeStart w:id="2"/>' + r("b")
        + '<w:commentRangeEnd w:id="1"/><w:commentRangeEnd w:id="2"/>'
        + '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:commentReference w:id="2"/></w:r>'
    )  # fmt: skip
    found = converted(
        body, comments=comment(1, "Ada") + comment(2, "Bob"), commentsExtended=extended
    )
    at = "2026-01-02T03:04:05Z"
    assert found.envelope["threads"] == [
        {
            "id": "thread1",
            "anchor_text": "b",
            "resolved": True,
            "comments": [
                {"author": "Ada", "at": at, "text": "say 1"},
                {"author": "Bob", "at": at, "text": "say 2"},
            ],
        }
    ]


def test_tracked_changes_of_one_go_are_one_suggestion() -> None:
    def change(kind: str, author: str, inside: str) -> str:
        date = "2026-01-02T03:04:05Z"
        return f'<w:{kind} w:id="9" w:author="{author}" w:date="{date}">{inside}</w:{kind}>'

    deleted = "<w:r><w:delText>old</w:delText></w:r>"
    body = p(
        change("del", "Ada", deleted)
        + change("ins", "Ada", r("new"))
        + r(" kept ")
        + change("ins", "Ada", r("more"))
    )
    (block,) = blocks(body)
    said = [mark_of(one, "insertion") or mark_of(one, "deletion") for one in block["content"]]
    assert [one and one["id"] for one in said] == ["change1", "change1", None, "change2"]


def test_lists_of_one_definition_are_counted_together_and_restarts_are_not() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    body = "".join(
        p(r("x"), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{one}"/></w:numPr>')
        for one in "123"
    )
    found = blocks(body, None, numbering=numbering)
    assert [attribute(one, "listId") for one in found] == ["list1", "list1", "list2"]
    assert [attribute(one, "start") for one in found] == [None, None, 4]
    assert {attribute(one, "marker") for one in found} == {"upper-alpha"}


def test_cells_merged_downwards_and_rows_that_begin_later_keep_the_grid() -> None:
    def cell(text: str, settings: str = "") -> str:
        return f"<w:tc><w:tcPr>{settings}</w:tcPr>{p(r(text))}</w:tc>"

    first, second = cell("a", '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")
    late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    rows = (
        f"<w:tr>{first}{cell('b')}</w:tr>"
        f"<w:tr>{second}{cell('c')}</w:tr>"
        f"<w:tr>{late}{cell('d')}</w:tr>"
    )
    (table,) = blocks(f"<w:tbl>{rows}</w:tbl>")
    assert [len(row["content"]) for row in table["content"]] == [2, 1, 2]
    assert attribute(table["content"][0]["content"][0], "rowspan") == 2


def test_a_section_of_its_own_begins_a_page_and_tells_the_paper() -> None:
    section = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    found = converted(p(r("a"), section) + p(r("b")) + section)
    assert [block["type"] for block in found.envelope["body"]["content"]] == [
        "paragraph",
        "pageBreak",
        "paragraph",
    ]
    assert found.envelope["page"] == {"orientation": "landscape"}


def test_equations_become_latex() -> None:
    def run(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{run('α')}</m:num><m:den>{run('2')}</m:den></m:f>"
    root = f"<m:rad><m:deg/><m:e>{run('x')}</m:e></m:rad>"
    (block,) = blocks(p(f"<m:oMath>{fraction}{run('≤')}{root}</m:oMath>"))
    assert attribute(block["content"][0], "latex") == r"\frac{\alpha}{2}\leq\sqrt{x}"
