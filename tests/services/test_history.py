"""What changed between two editions, in the words of residents."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from faq.document import QuestionDocument
from services.comparing import compare
from services.document import ServiceDocument
from services.history import lines
from services.history_words import EVERY, FIELDS
from services.language import IndonesianText
from tests.catalogue import make_documents, make_facts

SLUG = "ktp-el-hilang-rusak"
SMALL = "Perbaikan kecil pada data pendukung"


def edited(**changes) -> ServiceDocument:
    """The document with parts replaced; `fee__text` reaches into a part, numbers into lists."""
    data = make_documents()[SLUG].model_dump(mode="json")
    for path, value in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        place = data
        for step in way:
            place = place[step]
        place[last] = value
    return ServiceDocument.model_validate(data)


def told(before=None, **changes) -> list[str]:
    return [line.words for line in lines(before or edited(), edited(**changes), make_facts())]


def without(name: str, index: int) -> list:
    items = make_documents()[SLUG].model_dump(mode="json")[name]
    return items[:index] + items[index + 1 :]


def with_more(name: str, item) -> list:
    return [*make_documents()[SLUG].model_dump(mode="json")[name], item]


PHOTO = {"key": "foto", "label": "Pas foto 3x4", "form": "pas_foto", "copies": 2, "cases": ["hilang"]}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fee__text": "Rp50.000", "fee__amount": 50000}, "Biaya: dari Gratis menjadi Rp50.000"),
        ({"fee__amount": 50000}, "Biaya dalam angka: dari Rp0 menjadi Rp50.000"),
        ({"fee__amount": None}, "Biaya dalam angka: dari Rp0 menjadi tidak dinyatakan"),
        ({"requirements": with_more("requirements", PHOTO)},
         "Berkas baru: Pas foto 3x4 (Pas foto, 2 lembar; KTP-el hilang)"),
        ({"requirements": without("requirements", 0)}, "Tidak perlu lagi: Formulir F-1.02 (Formulir diisi)"),
        ({"requirements__0__copies": 3}, "Jumlah lembar (Formulir F-1.02): dari tidak disebut menjadi 3"),
        ({"requirements__0__cases": ["hilang"]},
         "Berkas ini untuk (Formulir F-1.02): dari semua keadaan menjadi KTP-el hilang"),
        ({"requirements__0__label": "Formulir baru"}, "Sebutan berkas: dari Formulir F-1.02 menjadi Formulir baru"),
        ({"requirements__0__form": "fotokopi"}, "Bentuk berkas (Formulir F-1.02): dari Formulir diisi menjadi Fotokopi"),
        ({"steps": make_documents()[SLUG].model_dump(mode="json")["steps"][::-1]}, "Urutan langkah diubah"),
        ({"steps": with_more("steps", {"actor": "petugas", "text": "Memberi tanda terima.", "where": "Loket 2"})},
         "Langkah baru: Petugas: Memberi tanda terima. (Loket 2)"),
        ({"offices": ["mpp"]}, "Tidak lagi diurus di: Kantor Disdukcapil Contoh (utama)"),
        ({"category": "anak"}, "Kategori: dari KTP dan identitas menjadi Kelahiran dan anak"),
        ({"validity": ""}, "Masa berlaku, dihapus: Seumur hidup bagi WNI"),
        ({"tips": ["Datang pagi."]}, "Saran baru: Datang pagi."),
        ({"online__apply": "penuh"}, "Mengurus daring: dari Harus datang menjadi Bisa daring penuh"),
        ({"evidence__facts_as_of": "2026-11"}, "Isi diperiksa per: dari Januari 2026 menjadi November 2026"),
        ({"processing_time__max_value": 99, "processing_time__unit": "hari"}, None),
    ],
)  # fmt: skip
def test_change_is_said_in_plain_words(changes, words):
    if words is None:
        (only,) = told(**changes)
        assert only.startswith("Batas waktu: dari ")
        assert only.endswith(" menjadi 99 hari")
    else:
        assert words in told(**changes)


@pytest.mark.parametrize("name", ["search_terms", "everyday_names", "name_en", "summary_en", "related"])
def test_what_residents_do_not_read_is_a_small_correction(name):
    assert told(**{name: "x" if name.endswith("_en") else ["x"]}) == [SMALL]


def test_small_corrections_are_told_once_and_last():
    assert told(search_terms=["x"], name_en="x", fee__text="Rp1", fee__amount=1)[-1] == SMALL
    assert told(search_terms=["x"], name_en="x").count(SMALL) == 1


def test_equal_documents_differ_in_nothing():
    assert told() == []


def test_markup_alone_is_a_small_correction():
    before = edited(description="<p>Satu.</p><p>Dua.</p>")
    assert told(before, description="<p>Satu.<br>Dua.</p>") == [SMALL]
    assert told(before, description="<p>Satu.</p><p>Tiga.</p>") == [
        "Penjelasan: dari Satu. Dua. menjadi Satu. Tiga."
    ]


def test_rewritten_step_is_one_change_with_old_and_new_words():
    first = make_documents()[SLUG].steps[0].text
    (line,) = lines(edited(), edited(steps__0__text=f"{first} Simpan."), make_facts())
    assert line.is_long
    assert first in line.before
    assert line.after.startswith("Anda: ")
    assert "Simpan." in line.after
    assert line.words.startswith("Langkah: semula “Anda: ")


def test_new_step_and_new_order_are_both_told():
    steps = make_documents()[SLUG].model_dump(mode="json")["steps"]
    new = {"actor": "petugas", "text": "Sesuatu yang lain sama sekali.", "where": "", "cases": []}
    assert {line.partition(":")[0] for line in told(steps=[*steps[::-1], new])} == {
        "Langkah baru",
        "Urutan langkah diubah",
    }


def test_gone_office_is_named_by_its_key():
    assert "Kini juga bisa diurus di: loket-lama" in told(
        offices=[*make_documents()[SLUG].offices, "loket-lama"]
    )


def test_question_speaks_of_its_answer():
    before = QuestionDocument(slug="x", question="Buka?", answer="Ya.")
    after = before.model_copy(update={"answer": "Tidak.", "keywords": ("tutup",)})
    assert [line.words for line in lines(before, after, make_facts())] == [
        "Jawaban: dari Ya. menjadi Tidak.",
        SMALL,
    ]


def test_english_page_marks_what_the_office_wrote():
    with translation.override("en"):
        (line,) = lines(edited(), edited(fee__text="Rp50.000", fee__amount=1), make_facts())
        assert isinstance(line.after, IndonesianText)
        assert not isinstance(line.before, IndonesianText), "“Gratis” alone is said in the page's language"
        (paper,) = lines(edited(), edited(requirements=without("requirements", 0)), make_facts())
        assert paper.before == '<span lang="id">Formulir F-1.02</span> (Form, filled in)'
        assert paper.words == "No longer needed: Formulir F-1.02 (Form, filled in)"


def test_english_page_keeps_what_the_office_wrote_out_of_its_markup():
    label = "<b>Surat</b> A & B"
    with translation.override("en"):
        (line,) = [
            line
            for line in lines(
                edited(),
                edited(requirements=with_more("requirements", {**PHOTO, "label": label})),
                make_facts(),
            )
            if line.after
        ]
    assert line.after.startswith('<span lang="id">&lt;b&gt;Surat&lt;/b&gt; A &amp; B</span> (')
    assert label in line.words


def test_english_page_names_the_actor_of_a_step_in_english():
    step = {"actor": "petugas", "text": "Memberi tanda terima.", "where": "Loket 2"}
    with translation.override("en"):
        (line,) = lines(edited(), edited(steps=with_more("steps", step)), make_facts())
    assert line.after == (
        'Officer: <span lang="id">Memberi tanda terima.</span> (<span lang="id">Loket 2</span>)'
    )


# --- every difference appears ---------------------------------------------------------------------------------

TEXTS = st.text("abc XYZ", min_size=1, max_size=30).filter(str.strip)
LISTS = st.lists(TEXTS, max_size=3, unique=True)
PARTS = {
    "name": TEXTS, "summary": TEXTS, "representation": TEXTS, "validity": TEXTS, "location_note": TEXTS,
    "who_can_apply": LISTS, "not_required": LISTS, "tips": LISTS, "search_terms": LISTS, "everyday_names": LISTS,
    "offices": LISTS, "channels": LISTS.filter(bool), "product": LISTS.filter(bool), "related": LISTS,
    "fee__text": TEXTS, "fee__basis": TEXTS, "fee__amount": st.none() | st.integers(0, 10**6),
    "processing_time__text": TEXTS, "processing_time__max_value": st.none() | st.integers(0, 99),
    "requirements__0__copies": st.none() | st.integers(1, 9), "requirements__0__note": TEXTS,
    "requirements__1__cases": st.sampled_from([[], ["hilang"], ["rusak"], ["hilang", "rusak"]]),
    "online__consult": st.booleans(), "evidence__facts_as_of": st.sampled_from(["", "2026-02", "2026-03-04"]),
}  # fmt: skip
CHANGES = st.fixed_dictionaries({}, optional=PARTS)


@settings(deadline=None)
@given(CHANGES)
def test_every_difference_appears(changes):
    """Each part that differs gives a line, and its words stand in it; taken together, nothing is lost."""
    before, after = edited(), edited(**changes)
    together = set(told(**changes))
    assert bool(together) == (before != after)
    for name, value in changes.items():
        alone = told(**{name: value})
        assert bool(alone) == (edited(**{name: value}) != before), name
        if not name.startswith(("fee__amount", "processing_time__max_value")):
            assert set(alone) <= together, name
        if alone and PARTS[name] is TEXTS:
            assert " ".join(value.split()) in " ".join(alone)


@settings(deadline=None)
@given(CHANGES)
def test_lists_and_their_comparison_agree(changes):
    """Whatever staff are told differs, residents are told in some line, and nothing else."""
    before, after = edited(), edited(**changes)
    parts = compare(before.model_dump(mode="json"), after.model_dump(mode="json"))
    assert bool(parts) == bool(lines(before, after, make_facts()))
    assert len(told(**changes)) <= len(parts)


def test_every_field_of_the_words_exists_in_a_document():
    """A part that was renamed would silently become a small correction."""

    def places(schema, definitions, way=()):
        for name, each in schema.get("properties", {}).items():
            yield (*way, name)
            each = next((one for one in each.get("anyOf", ()) if "$ref" in one), each)
            inner = each.get("items", each) if each.get("type") == "array" else each
            if "$ref" in inner:
                below = (*way, name, EVERY) if each.get("type") == "array" else (*way, name)
                yield from places(definitions[inner["$ref"].rpartition("/")[2]], definitions, below)

    known = set()
    for document in (ServiceDocument, QuestionDocument):
        schema = document.model_json_schema()
        known |= set(places(schema, schema.get("$defs", {})))
    assert set(FIELDS) <= known


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=6), st.lists(st.sampled_from("abcd"), max_size=6))
def test_plain_lists_are_compared_to_the_last_item(old, new):
    """Removed and added account for the whole difference, whatever is in the lists twice."""
    changes = compare({"tips": old}, {"tips": new})
    rest = list(old)
    for change in changes:
        if change.kind in {"removed", "changed"}:
            rest.remove(change.before)
        if change.kind in {"added", "changed"}:
            rest.append(change.after)
    assert sorted(rest) == sorted(new)
    assert bool(changes) == (old != new)
