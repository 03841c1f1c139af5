"""Files of strangers: whatever is in them, it is imported or refused with words, and never half."""

import copy
import math
import random

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from portal import catalogue
from services.catalogue_faults import CatalogueError
from services.catalogue_parsing import parse
from services.catalogue_reading import decode, read
from tests.portal.other_catalogues import TRANSPORT
from tests.stored import stored
from tests.yaml_files import read_yaml, write_yaml

BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 200_000, "terlalu dalam"),
        ("- " * 3000, "terlalu dalam"),
        (BOMB, "berulang tanpa akhir"),
        ("a: &a [*a]", "berulang tanpa akhir"),
        ("? [a]\n: b", "nama kunci harus berupa teks"),
        ('a: "\\0"', "huruf kendali"),
        ('a: "\\ud800"', "bukan YAML yang sah"),
        ("a: !!binary aGk=", "jenis data"),
        ("a: !!python/object/apply:os.system [ls]", "jenis data"),
        ("a: b: c", "titik dua"),
        ("a: [", "tidak ditutup"),
        ("a: *b", "jangkar"),
        ("a: 1\na: 2", "dua kali"),
        ("x" * 21_000_000, "lebih besar dari 20 MB"),
        ("- a", "daftar kunci"),
    ],
)
def test_text_that_could_hurt_is_refused_with_words(text, words):
    with pytest.raises(CatalogueError, match=words):
        read(text)


@pytest.mark.parametrize("content", ["office:".encode("utf-16"), b"\x89PNG\r\n\x1a\n\x00", b"\xff\xfe"])
def test_file_that_is_no_text_says_so(content, tmp_path, demo, capsys):
    with pytest.raises(CatalogueError, match="bukan teks UTF-8"):
        decode(content)
    file = tmp_path / "katalog.yaml"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="Tidak ada yang diubah"):
        call_command("import_catalogue", file)
    assert "UTF-8" in capsys.readouterr().err


def test_byte_order_mark_is_no_part_of_the_text():
    assert decode(b"\xef\xbb\xbfa: 1") == "a: 1"


def test_spelling_is_kept_where_a_number_would_lose_it():
    assert read("{a: 0217, b: 10.50, c: 12, d: -7.25, e: 1e5, f: .nan, g: 2026-01-31, h: no, i: ~}") == {
        "a": "0217", "b": "10.50", "c": 12, "d": -7.25, "e": "1e5", "f": ".nan", "g": "2026-01-31", "h": "no", "i": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: stnk,", f"id: {'x' * 61},", "requirements x.* · id: terlalu panjang, paling banyak 60 huruf"),
        ("label: STNK,", f"label: {'x' * 201},", "requirements stnk · label: terlalu panjang"),
        ("copies: 1", "copies: 1.5", "copies: harus berupa angka bulat"),
        ("2026-12-20", "20261220", "calendar.closures 20261220 · date: tanggal ditulis"),
        ("2026-12-20", "9999-12-20", "date: tanggal ditulis"),
        ("[8.00, 11.30]", "['08:00Z', '11:30']", "hours.regular.fri.1.1: jam ditulis"),
        ("[8.00, 11.30]", "['08:00:30', '11:30']", "jam ditulis"),
        ("[8.00, 11.30]", "[8.00, 11.30, 12.00]", "fri"),
        ("'@dishub'", "[1]", "office.social.instagram: harus berupa teks"),
        ("notice: Contoh kedua", "notice: [1]", "meta.notice: harus berupa teks"),
        ("facts_as_of: 2026-02-03", "facts_as_of: 3 Februari 2026", "meta.facts_as_of: terlalu panjang"),
        ("latitude: 0", "latitude: .nan", "latitude: harus berupa angka"),
        ("latitude: 0", "latitude: 91", "latitude: harus paling banyak 90"),
        ("tips:", "_nested: {fee: 1}\n  tips:", "_nested: nama kunci tidak boleh diawali garis bawah"),
        ("unit: jam", "unit: abad", "processing_time.unit: nilai tidak dikenal.*'tahun'"),
        ("text: 1 jam", "basis: " + "x" * 251, "services uji-kir · processing_time.basis: "),
        ("tips:", "related: [uji-kir]\n  tips:", "related: layanan tidak terkait dengan dirinya"),
        ("id: kir-1,", "id: kir-1, topic: x,", "faqs kir-1 · topic: “x” tidak ada"),
        ("order: 10", "order: 99999999999", "order: harus paling banyak"),
        ("  website:", "  website: dishub.go.id", "office dishub · website"),
    ],
)  # fmt: skip
def test_fault_is_named_before_the_database_raises(demo, old, new, words):
    before = stored()
    assert old in TRANSPORT
    with pytest.raises(CatalogueError, match=words):
        catalogue.import_text(TRANSPORT.replace(old, new, 1))
    assert stored() == before


def test_same_question_twice_is_a_fault(demo):
    faqs = "  - {id: kir-1, question: Lagi?, answer: Ya.}\nparking_rates"
    with pytest.raises(CatalogueError, match="faqs kir-1: kunci ini dipakai lebih dari sekali"):
        catalogue.import_text(TRANSPORT.replace("parking_rates", faqs))


HOSTILE = [
    None, 0, -1, 10**30, 3.5, math.nan, math.inf, True, "", "   ", "x" * 61, "x" * 260, "a\x07b", "a\nb", "<script>",
    "🎉é", "2026-02-30", "9999-12-31", "25:61", "javascript:alert(1)", [], ["x"], [None], [[]], ["", "x", "x"], {},
    {"x": 1}, {"_nested": 1}, [{"key": "x", "name": "y"}], "kk-baru", b"\xff",
]  # fmt: skip


def paths(node, path=()):
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []
    for name, value in items:
        yield (*path, name)
        yield from paths(value, (*path, name))


def broken(data, chance):
    data = copy.deepcopy(data)
    path = chance.choice(list(paths(data)))
    node = data
    for part in path[:-1]:
        node = node[part]
    if chance.random() < 0.2:
        del node[path[-1]]
    else:
        node[path[-1]] = chance.choice(HOSTILE)
    return write_yaml(data, allow_unicode=True)


class Undo(Exception):
    pass


def words_are_plain(error):
    for fault in error.faults:
        assert fault.reason
        assert "nput should" not in fault.reason


@pytest.mark.parametrize("seed", range(4))
def test_broken_file_is_read_or_refused(catalogue_text, seed):
    chance = random.Random(seed)
    data = {
        name: value[:2] if isinstance(value, list) else value
        for name, value in read_yaml(catalogue_text).items()
    }
    data["calendar"]["closures"] = data["calendar"]["closures"][:2]
    for _ in range(40):
        try:
            parse(broken(data, chance))
        except CatalogueError as error:
            words_are_plain(error)


@pytest.mark.parametrize("seed", range(4))
def test_broken_file_is_imported_or_changes_nothing(demo, seed):
    chance, data = random.Random(seed), read_yaml(TRANSPORT)
    before = stored()
    for _ in range(15):
        text = broken(data, chance)
        try:
            with transaction.atomic():
                catalogue.import_text(text)
                again = catalogue.import_text(text)
                assert (again.count("created"), again.changed) == (0, {}), text
                raise Undo
        except Undo:
            pass
        except CatalogueError as error:
            words_are_plain(error)
    assert stored() == before
