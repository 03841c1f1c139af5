"""Strange values: what breaks programs, what runs in pages, and whatever Hypothesis thinks of."""

import re
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from tests.security.corpus import EVERYTHING, ODD

ROOT = Path(__file__).parent.parent.parent
NUMBERS = [
    "0",
    "-1",
    "1",
    "1.5",
    "1e9",
    "9" * 19,
    "9" * 400,
    "-0",
    "0x1",
    "٣",
    "²",
    " 1 ",
    "1_000",
    "NaN",
    "inf",
    "true",
    "None",
    "null",
]
DAYS = [
    "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-13-01", "-2026-01-01", "1582-10-10",
    "2026-11-22T25:61", "24:00", "2026-W01-1", "20261122",
]  # fmt: skip
KEYS = [
    "layanan",
    "tanya-jawab",
    "kk-baru",
    "mpp",
    "semua",
    "x",
    "..",
    ".",
    "-",
    "_",
    "a" * 81,
    "layanan/kk-baru",
    "%2f",
    "__class__",
]
UNREADABLE = [
    "%ff",
    "%c0%af",
    "%ed%a0%80",
    "%00",
    "%0d%0a",
    "%u0041",
    "%",
    "%2",
    "%25%32%66",
    "%e2%80%ae",
    "%f4%90%80%80",
]
LONG_ONES = [
    "a" * 9000,
    "é" * 3000,
    "a " * 4000,
    "ab-" * 3000,
    "1 2 3 " * 1500,
    "?" * 5000,
    "(" * 3000,
    "nol satu " * 500,
]
ALL = [*EVERYTHING, *ODD, *NUMBERS, *DAYS, *KEYS, *LONG_ONES]

values = st.one_of(
    st.sampled_from(ALL),
    st.text(max_size=40),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Mn", "So", "Nd"]), max_size=15),
)
"""Any text, also such that cannot be written as UTF-8."""

_READ = re.compile(r"""(?:GET|POST|data|told|query|params)(?:\.get(?:list)?\(\s*|\[)["'](\w+)["']""")
_FILTER = re.compile(r"^    (\w+) = django_filters", re.MULTILINE)


@cache
def parameters() -> tuple[str, ...]:
    """Every name of a parameter that the code reads: found in it, not listed."""
    found = {
        "q",
        "page",
        "o",
        "all",
        "_popup",
        "e",
        "p",
        "_changelist_filters",
        "format",
        "limit",
        "offset",
        "since",
    }
    for app in ("services", "faq", "cards", "portal"):
        for path in (ROOT / app).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= {*_READ.findall(text), *_FILTER.findall(text)}
    return tuple(sorted(found))


headers = st.fixed_dictionaries(
    {},
    optional={
        "accept-language": st.sampled_from(
            ["en", "id;q=0.1", "*", "x" * 5000, "en-US-x-twain", ";;;", "en;q=NaN", "é"]
        ),
        "accept-encoding": st.sampled_from(["gzip", "br;q=0", "*", "gzip;q=x", ",,,", "identity;q=0"]),
        "accept": st.sampled_from(["*/*", "text/html;q=1e9", "application/json", "\x01"]),
        "if-none-match": st.sampled_from(["*", '"x"', "W/", '""', "x" * 5000, '"\x7f"']),
        "if-modified-since": st.sampled_from(
            ["x", "Sun, 06 Nov 1994 08:49:37 GMT", "Thu, 01 Jan 0001 00:00:00 GMT", "9" * 50]
        ),
        "range": st.sampled_from(["bytes=0-", "bytes=5-1", "bytes=-9999999999", "x"]),
        "referer": st.sampled_from(
            ["http://testserver/cari/?q=%ff", "http://[::1", "x", "http://testserver:99999/", "//"]
        ),
        "origin": st.sampled_from(["null", "http://[", "http://testserver:x", "é"]),
        "cookie": st.sampled_from(
            ["sessionid=x", "csrftoken=" + "x" * 999, "=;=;", "a=\x01", "loket=9", 'x="\\000"']
        ),
        "user-agent": st.sampled_from(["", "x" * 9000, "\x1b[31m", "Googlebot"]),
        "x-forwarded-for": st.sampled_from(
            ["1.2.3.4", "x", "::ffff:1.2.3.4", ",,,", "1.2.3.4:80", "[::1]:80", "9" * 999]
        ),
        "x-in-place": st.just("1"),
        "x-requested-with": st.just("fetch"),
        "sec-fetch-site": st.sampled_from(["same-origin", "cross-site", "x"]),
        "x-request-id": st.sampled_from(["x" * 500, "\x01", "é", ""]),
    },
)
"""What a request says of itself."""
