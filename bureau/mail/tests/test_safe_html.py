"""What strangers' HTML may still do after cleaning: nothing. Vectors that hit other products, as
text.
"""

import re

import pytest
from django.utils import timezone

from bureau.platform.mime import Attachment, MailAddress, build_message

from ..safe_css import safe_declarations, safe_stylesheet
from ..safe_html import safe_fragment, safe_page

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><use href='https://evil.example/x.svg#a'/></svg>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<map><area href=javascript:alert(1)></map>",
    "<body background='https://evil.example/b.gif'>x",
    "<table background='//evil.example/b.gif'><tr><td>x</table>",
    "<img srcset='https://evil.example/a.png 2x'>",
    "<p style='background:url(https://evil.example/a)'>x</p>",
    "<p style='background:\\75rl(https://evil.example/a)'>x</p>",
    "<p style=\"background-image:image-set('https://evil.example/a' 1x)\">x</p>",
    "<p style='--x:url(//evil.example);color:var(--x)'>x</p>",
    "<p style='position:fixed;top:0;left:0'>x</p>",
    "<style>@import 'https://evil.example/a.css';</style>",
    "<style>@import url(//evil.example/a.css);p{color:red}</style>",
    "<style>@font-face{font-family:x;src:url(//evil.example/f)}</style>",
    "<style>p{background:u\\72l(//evil.example/a)}</style>",
    "<style></style><img src=x onerror=alert(1)></style>",
    "<style>p{color:red}</sty\0le><script>alert(1)</script>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href='https://evil.example/'>",
    "<iframe src=//evil.example></iframe><object data=//evil.example></object>",
    "<form action=//evil.example><input name=p><button>go</button></form>",
    "<video poster=//evil.example/p.png><source src=//evil.example/v></video>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
]
LOADS = re.compile(
    r"""(?:\ssrc|\ssrcset|\sbackground|\sposter|\saction)=["']?\s*(?!data:image)[^"'\s>]"""
    r"|url\(|image-set|@import|@font-face|javascript:|\son\w+=|<script|<svg|<form|<iframe|<meta"
    r"|<link|<base|<object|position:|var\(",
    re.IGNORECASE,
)


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_html_loads_and_runs_nothing(source: str) -> None:
    assert LOADS.search(safe_fragment(source, {})) is None


@pytest.mark.parametrize("source", ["https://e.example/a.png?x=1&amp;y=2", "//e.example/a.png"])
def test_a_remote_image_waits_with_its_address(source: str) -> None:
    shown = safe_fragment(f'<img alt="logo" src="{source}">', {})
    assert f'data-remote-src="{source}"' in shown
    assert ' src="data:image/gif' in shown


def test_an_image_that_came_along_is_shown() -> None:
    raw = build_message(
        sender=MailAddress("", "a@x.example"),
        text="x",
        html='<p>Look: <img src="cid:pic@x"> <img src="https://e.example/p.gif"></p>',
        attachments=[Attachment("p.png", "image/png", b"PNG", "pic@x")],
        sent_at=timezone.now(),
        message_id="1@x.example",
    )
    page = safe_page(raw)
    assert 'src="data:image/png;base64,UE5H"' in page.html
    assert page.blocked_images == 1


def test_a_newsletter_keeps_its_look() -> None:
    source = (
        "<style>@media (max-width:600px){.a{width:100%!important}}td>p{color:#333}</style>"
        '<table width="600" bgcolor="#fff"><tr><td style="padding:8px;color:red">'
        '<a href="https://shop.example/?a=1&amp;b=2">Shop</a></td></tr></table>'
    )
    shown = safe_fragment(source, {})
    assert "@media (max-width:600px){.a{width:100%!important}}" in shown
    assert "td>p{color:#333}" in shown
    assert 'style="padding:8px;color:red"' in shown
    assert 'href="https://shop.example/?a=1&amp;b=2"' in shown
    assert 'rel="noopener noreferrer"' in shown


def test_plain_text_is_escaped_and_its_links_are_links() -> None:
    raw = b"Subject: x\r\n\r\n<b>See</b> https://a.example/x?y=1&z=2.\r\n"
    shown = safe_page(raw).html
    assert "&lt;b&gt;See&lt;/b&gt;" in shown
    assert '<a href="https://a.example/x?y=1&amp;z=2" rel="noopener noreferrer">' in shown


def test_declarations_that_compute_or_load_are_dropped_alone() -> None:
    assert (
        safe_declarations("color:red;width:expression(alert(1));margin:0") == "color:red;margin:0"
    )
    assert safe_stylesheet("p{color:red}</style><script>x</script>q{margin:0}") == "p{color:red}"
