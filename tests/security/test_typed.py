"""Hostile texts in every parameter of every public page, in files of the catalogue, and in the forms of the sign-in."""

import contextlib

import pytest
from django.test import Client

from portal import catalogue
from portal.exchange.files import read_upload
from services.catalogue_csv import write_csv
from services.catalogue_faults import CatalogueError
from services.catalogue_reading import read
from services.catalogue_workbook import read_workbook, write_workbook
from services.fields import clean_html
from services.models import Agency, Channel, Service
from tests.fuzz import strange
from tests.portal.other_catalogues import TRANSPORT
from tests.security import addresses, judge
from tests.security.corpus import ADDRESSES, EVERYTHING, MARK, TEXTS
from tests.yaml_files import write_yaml

pytestmark = pytest.mark.same_on_both("what pages and readers of files make of hostile texts")
SKIPPED = ("readyz", "service-leaflet", "card-link-preview")


def test_no_parameter_of_a_public_page_runs(house):
    client, names, wrong = Client(), strange.parameters(), []
    for turn, each in enumerate(addresses.public(house)):
        if each.name in SKIPPED:
            continue
        # All names at once: each with another text, and no page takes a request of its own for every one.
        for part in range(2):
            given = {
                name: EVERYTHING[(turn * 7 + place * 2 + part) % len(EVERYTHING)]
                for place, name in enumerate(names)
            }
            response = client.get(each.path, given)
            assert response.status_code < 500, each
            wrong += [f"{each.path}: {fault}" for fault in judge.faults(response)]
    for text in TEXTS[::4]:
        wrong += [f"{text}: {fault}" for fault in judge.faults(client.get("/cari/", {"q": f"ktp {text}"}))]
    assert wrong == []


def with_texts(data, texts):
    """The catalogue with every text that is no key replaced by a hostile one, as many as fit."""

    def walk(node, name=""):
        if isinstance(node, dict):
            return {key: walk(value, key) for key, value in node.items()}
        if isinstance(node, list):
            return [walk(each, name) for each in node]
        if isinstance(node, str) and name in FREE:
            return next(texts)
        return node

    return walk(data)


FREE = {
    "name", "summary", "description", "label", "text", "note", "about", "title", "question", "answer", "details", "tips",
    "tagline", "address", "landmark", "condition", "everyday_names",
}  # fmt: skip
"""What is written freely in a catalogue file."""


def endless():
    while True:
        yield from (each for each in TEXTS if len(each) < 60 and each.isprintable())


def test_imported_texts_run_nowhere(demo):
    hostile = with_texts(read(TRANSPORT), endless())
    try:
        catalogue.import_text(write_yaml(hostile))
    except CatalogueError as refused:
        pytest.fail(f"too odd to be imported, so nothing was tried: {refused.faults[:3]}")
    assert (
        Agency.objects.filter(name__contains=MARK).exists()
        or Service.objects.filter(name__contains=MARK).exists()
    )
    client, wrong = Client(), []
    for service in Service.objects.filter(name__contains=MARK):
        assert judge.fragment(service.description) == []
        assert service.description == clean_html(service.description)
        for path in (
            f"/layanan/{service.slug}/",
            f"/en/layanan/{service.slug}/",
            f"/layanan/{service.slug}/riwayat/",
        ):
            wrong += judge.faults(client.get(path))
    for path in (
        "/",
        "/layanan/",
        "/kantor/",
        "/tanya-jawab/",
        "/perubahan/",
        "/perubahan.atom",
        "/sitemap.xml",
        "/cari/?q=kir",
    ):
        wrong += judge.faults(client.get(path))
    assert wrong == []


def test_address_that_runs_is_no_link(demo):
    for address in ADDRESSES:
        for row in (Channel.objects.first(), Agency.objects.first()):
            field = "url" if isinstance(row, Channel) else "website"
            setattr(row, field, address)
            with pytest.raises(Exception, match=field):
                row.full_clean()
    for address in ADDRESSES[:12]:
        with pytest.raises(CatalogueError):
            catalogue.import_text(write_yaml(with_website(read(TRANSPORT), address)))


def with_website(data, address):
    data["office"]["website"] = address
    return data


def test_no_cell_is_worked_out(demo):
    rows = [
        ["Nama", "Ringkasan"],
        *([each.strip() or MARK, each] for each in EVERYTHING if each.isprintable()),
    ]
    from services.catalogue_cells import safe

    kept = [[safe(cell) for cell in row] for row in rows]
    assert list(judge.table(write_csv(kept).decode("utf-8-sig"))) == []
    assert list(judge.workbook(write_workbook({"Layanan": kept}))) == []
    assert len(read_workbook(write_workbook({"Layanan": kept}))["Layanan"]) == len(kept)
    for kind, content in (("a.csv", write_csv(kept)), ("a.xlsx", write_workbook({"Layanan": kept}))):
        with contextlib.suppress(CatalogueError):
            read_upload(content, kind, Agency.objects.first()).preview()
