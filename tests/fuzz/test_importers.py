"""Every importer, given its own files with something broken in them: refused with words, or taken; no error, no hang."""

import io
import json
import zipfile

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from faq.counter import arriving
from portal.catalogue_export import export_data
from portal.exchange.files import read_upload
from services.catalogue_csv import write_csv, write_csv_archive
from services.catalogue_faults import CatalogueError
from services.catalogue_sheets import sheets
from services.catalogue_tables import SERVICES
from services.catalogue_workbook import write_workbook
from services.models import Agency
from tests.fuzz import strange
from tests.fuzz.profile import examples, no_hang
from tests.portal.other_catalogues import TRANSPORT

BYTES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b'"', b"'", b";", b":", b"- ", b"[", b"{", b"&a ", b"*a",
    b"!!python/name:os.system ", b"<", b"&x;", b"]]>", b"\xf0\x9f\x98\x80", b"\xc0\xaf", b"9" * 400, b"|\n", b"? ",
    b"\t", b"~", b"<<: *a",
]  # fmt: skip


KINDS = ["out", "double", "turn", "text", *BYTES]
"""What becomes of a piece: cut out, doubled, turned around, replaced by a strange text or by these bytes."""

breaks = st.lists(
    st.tuples(
        st.floats(0, 1), st.sampled_from([0, 1, 2, 7, 40, 300]), st.sampled_from(KINDS), strange.values
    ),
    min_size=1,
    max_size=4,
)
"""One to four: where, how long, what becomes of it."""


def broken(content: bytes, given: list) -> bytes:
    """The content with these things broken."""
    for place, length, kind, text in given:
        start = int(place * len(content))
        piece = content[start : start + length]
        put = {
            "out": b"",
            "double": piece * 2,
            "turn": piece[::-1],
            "text": text.encode("utf-8", "surrogatepass"),
        }
        content = (
            content[:start]
            + put.get(kind, kind if isinstance(kind, bytes) else b"")
            + content[start + length :]
        )
    return content


def broken_archive(content: bytes, given: list, part: int) -> bytes:
    """An archive with one of its parts broken; now and then the archive itself."""
    if part % 5 == 0:
        return broken(content, given)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        names = whole.namelist()
        for name in names:
            found = whole.read(name)
            made.writestr(name, broken(found, given) if name == names[part % len(names)] else found)
    return out.getvalue()


def taken(content: bytes, name: str, agency: Agency | None) -> None:
    with no_hang((name, content[:300])), transaction.atomic():
        try:
            read_upload(content, name, agency).preview()
        except CatalogueError as error:
            refused = [fault.reason.strip() for fault in error.faults]
        else:
            refused = ["nothing"]
        assert refused
        assert all(refused)
        transaction.set_rollback(True)


@pytest.fixture
def files(demo):
    """An agency's own files of every kind, small."""
    agency = Agency.objects.filter(publisher=None).first()
    tables = {name: rows[:4] for name, rows in sheets(export_data(agency)).items()}
    return agency, {
        "a.yaml": TRANSPORT.encode(),
        "a.csv": write_csv(tables[SERVICES.name]),
        "a.zip": write_csv_archive(tables),
        "a.xlsx": write_workbook(tables),
    }


@given(name=st.sampled_from(["a.csv", "a.xlsx", "a.yaml", "a.zip"]), cracks=breaks, part=st.integers(0, 99))
@examples(20, 3000)
def test_broken_files_are_refused_with_words(files, name, cracks, part):
    agency, known = files
    is_archive = name.endswith((".zip", ".xlsx"))
    content = broken_archive(known[name], cracks, part) if is_archive else broken(known[name], cracks)
    taken(content, name, agency)


@given(cells=st.lists(st.tuples(st.booleans(), st.integers(0, 200), strange.values), min_size=1, max_size=5))
@examples(20, 3000)
def test_strange_cells_are_refused_with_words(files, cells):
    agency, known = files
    rows = [line.split(";") for line in known["a.csv"].decode("utf-8-sig").splitlines()[:2]]
    for is_head, place, text in cells:
        row = rows[0] if is_head and place % 3 == 0 else rows[-1]
        row[place % len(row)] = text.encode("utf-8", "replace").decode()
    taken(write_csv(rows), "a.csv", agency)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | strange.values,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kind", "key", "at", "note", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    message=st.dictionaries(st.sampled_from(["user", "sent", "taps", "x"]), json_values, max_size=4),
    cracks=breaks,
    is_broken=st.booleans(),
)
@examples(60, 5000)
def test_messages_of_a_device_are_read_or_refused(db, message, cracks, is_broken):
    body = json.dumps(message).encode()
    body = broken(body, cracks) if is_broken else body
    with no_hang(body[:300]):
        try:
            found = arriving.read_message(body)
        except arriving.Unreadable:
            return
        assert len(arriving.read_taps(found, timezone.now())) == len(found["taps"])
