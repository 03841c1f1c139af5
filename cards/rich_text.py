"""Rich text (sanitised HTML of our editor) as plain paragraphs, for what is printed without mark-up."""

import re
from html import unescape

from django.utils.html import strip_tags

_LINE_END = re.compile(r"<br ?/?>|</(?:p|li|h3|h4|tr|blockquote)>")
_CELL_END = re.compile(r"</t[dh]>(?=\s*<t[dh])")


def paragraphs(html: str) -> list[str]:
    """One text for each paragraph, item or row of a table, whose cells are parted by points."""
    lines = _LINE_END.split(_CELL_END.sub(" · ", html))
    texts = (unescape(strip_tags(line)).strip() for line in lines)
    return [each for each in texts if each]
