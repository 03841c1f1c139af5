"""Style sheets, scripts and pictures as a real server sends them: compressed, and named so that they hold for ever."""

import gzip
import http.client
import re
from contextlib import closing

import brotli
import pytest

PAGE = "/layanan/kk-baru/"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
FOR_EVER = {"max-age=315360000", "public", "immutable"}
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


def fetched(server, path, accepted=""):
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as line:
        line.request("GET", path, headers={"Accept-Encoding": accepted})
        answer = line.getresponse()
        return answer, answer.read()


@pytest.fixture(scope="module")
def named(production):
    """Every file that a page names."""
    _, page = fetched(production, PAGE)
    found = sorted(set(re.findall(r'"(/static/[^"#]+)', page.decode())))
    assert {path.rpartition(".")[2] for path in found} >= {"css", "js", "svg"}
    return found


def test_files_of_a_page_hold_for_ever_and_come_compressed(production, named):
    for path in named:
        assert HASHED.search(path), path
        sizes = {}
        for accepted, encoding in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None)]:
            answer, body = fetched(production, path, accepted)
            assert answer.status == 200, path
            assert set(answer.headers["Cache-Control"].split(", ")) == FOR_EVER, path
            sizes[encoding], whole = len(body), UNPACK[answer.headers["Content-Encoding"]](body)
            if path.endswith((".css", ".js")):
                assert answer.headers["Content-Encoding"] == encoding, path
                assert answer.headers["Vary"] == "Accept-Encoding", path
            assert int(answer.headers["Content-Length"]) == len(body), path
        assert len(whole) == sizes[None]
        assert sizes["br"] <= sizes["gzip"] <= sizes[None], path


def test_file_without_its_hash_is_asked_for_again(production, named):
    path = next(each for each in named if each.endswith(".css"))
    answer, _ = fetched(production, HASHED.sub(".css", path))
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "max-age=60, public")
