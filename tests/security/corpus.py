"""Hostile texts, and what would show that one of them got where it runs.

Every text carries the mark, so that a judge can tell the corpus from the site's own words.
"""

MARK = "zq9z"
"""A word that no text of ours has."""

TAGS = [
    f"<script>{MARK}()</script>",
    f"</script><script>{MARK}()</script>",
    f"</title><script>{MARK}()</script>",
    f"</textarea><script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f"<svg onload={MARK}()>",
    f"<svg><script href=data:,{MARK}()></script>",
    f"<svg><animate onbegin={MARK}() attributeName=x>",
    f"<math><a xlink:href=javascript:{MARK}()>x</a></math>",
    f"<iframe srcdoc='<script>{MARK}()</script>'>",
    f"<iframe src=javascript:{MARK}()>",
    f"<object data=javascript:{MARK}()>",
    f"<embed src=javascript:{MARK}()>",
    f"<base href=//{MARK}.example/>",
    f"<meta http-equiv=refresh content='0;url=javascript:{MARK}()'>",
    f"<link rel=stylesheet href=//{MARK}.example>",
    f"<style>@import'//{MARK}.example'</style>",
    f"<form action=javascript:{MARK}()><button>x</button></form>",
    f"<button formaction=javascript:{MARK}()>x</button>",
    f"<details open ontoggle={MARK}()>",
    f"<input autofocus onfocus={MARK}()>",
    f"<p style=background:url(//{MARK}.example)>x</p>",
    f"<template><img src=x onerror={MARK}()></template>",
    f"<IMG SRC=x OnErRoR={MARK}()>",
    f"<img/src='x'/onerror={MARK}()>",
    f"<img\tsrc=x\tonerror\n=\n{MARK}()>",
    f"<a href=//{MARK}.example>x</a>",
]
BREAKOUTS = [
    f'"><img src=x onerror={MARK}()>',
    f"'><img src=x onerror={MARK}()>",
    f'" onmouseover={MARK}() x="',
    f"' onmouseover={MARK}() x='",
    f"` onmouseover={MARK}() x=`",
    f" onmouseover={MARK}() ",
    f'";{MARK}();"',
    f"';{MARK}();'",
    f"\\';{MARK}();//",
    f"</style><img src=x onerror={MARK}()>",
    f"--><img src=x onerror={MARK}()>",
    f"]]><img src=x onerror={MARK}()>",
    f"&lt;img src=x onerror={MARK}()&gt;",
    f"&#60;img src=x onerror={MARK}()&#62;",
    f"\\u003cimg src=x onerror={MARK}()\\u003e",
    f"%3Cimg src=x onerror={MARK}()%3E",
    f"＜img src=x onerror={MARK}()＞",
    f"{{{{{MARK}|add:7}}}}{{% include '/etc/passwd' %}}",
    f"${{{MARK}}}#{{{MARK}}}<%={MARK}%>",
    f"\u202e{MARK}\u2066<img src=x onerror={MARK}()>",
    f"\u2028<script>{MARK}()</script>",
    f"%(name)s{MARK}%s{{}}{{0}}",
    f"}}*{{background:url(//{MARK}.example)}}",
]
MUTATIONS = [
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={MARK}()&gt;">',
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={MARK}()>",
    f'<svg></p><style><a id="</style><img src=1 onerror={MARK}()>">',
    f'<noscript><p title="</noscript><img src=x onerror={MARK}()>">',
    f'<p title="</xmp><img src=x onerror={MARK}()>"><xmp>',
    f"<table><td><form><input name=parentNode><svg onload={MARK}()></table>",
    f"<a href='java&#x0A;script:{MARK}()'>x</a><!--><img src=x onerror={MARK}()>-->",
    f"<scr<script>ipt>{MARK}()</scr</script>ipt>",
    f"<strong><p><em></strong><svg/onload={MARK}()></em>",
    f"<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror={MARK}()>'>",
]
ADDRESSES = [
    f"javascript:{MARK}()",
    f"JaVaScRiPt:{MARK}()",
    f" javascript:{MARK}()",
    f"\x01javascript:{MARK}()",
    f"java\tscript:{MARK}()",
    f"java\nscript:{MARK}()",
    f"javascript&colon;{MARK}()",
    f"&#106;avascript:{MARK}()",
    f"javascript:/*--></title></style></textarea></script>*/{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    f"data:text/html;base64,{MARK}",
    f"vbscript:{MARK}()",
    f"view-source:javascript:{MARK}()",
    f"jar:javascript:{MARK}()!/",
    f"blob:javascript:{MARK}()",
    f"feed:javascript:{MARK}()",
    f"file:///{MARK}",
    f"//{MARK}.example/",
    f"\\\\{MARK}.example\\",
    f"/\\{MARK}.example/",
    f"\u2029javascript:{MARK}()",
    f"ｊavascript:{MARK}()",
]
LINKS = [f'<a href="{each}">x</a>' for each in ADDRESSES]
FORMULAS = [
    f"=cmd|' /C {MARK}'!A0",
    f'=HYPERLINK("http://{MARK}.example")',
    f"+{MARK}",
    f"-{MARK}+1",
    f"@SUM({MARK})",
    f"\t={MARK}",
    f"\r={MARK}",
    f"\n={MARK}",
    f" ={MARK}",
    f"＝{MARK}",
    f"'={MARK}",
    f"\ufeff={MARK}",
]
ODD = [
    "\x00", "\ud800", "\x1b[31m", "\r\nX-Injected: 1", "\u202e", "\uffff", "9" * 400, "-1", "1e999", "NaN", "٣",
    "💥" * 50, "../../../etc/passwd", "..%2f..%2f", "%00", "a" * 5000, "' OR 1=1 --", '"*" NEAR("x"', ":*&|!()",
    "\\", "%", "_", "{}[]",
]  # fmt: skip
"""Nothing that runs: what breaks programs that did not expect it."""

TEXTS = [*TAGS, *BREAKOUTS, *MUTATIONS, *LINKS]
EVERYTHING = [*TEXTS, *ADDRESSES, *FORMULAS]


def fitting(number: int, longest: int | None) -> str:
    """A text of the corpus that fits a field: another one for another number; long fields get many at once."""
    turned = [*EVERYTHING[number % len(EVERYTHING) :], *EVERYTHING[: number % len(EVERYTHING)]]
    if longest is None or longest > 2000:
        return "\n".join(turned[:12])
    return next((each for each in turned if len(each) <= longest), MARK[:longest])
