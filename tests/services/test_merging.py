"""The merged list of papers: each once, sums of copies, the strictest form, and nothing dropped."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.choices import RequirementForm
from services.merging import NOTHING, Amount, Kind, Original, amount_of, merge, merge_key
from services.ordering import Chosen, plan
from tests.catalogue import catalogue, make_documents, make_facts
from tests.services.test_ordering import make_papers, make_service

BABY = {
    "akta-kelahiran": "lahir-di-faskes",
    "kk-perubahan-data": "tambah-anggota",
    "kartu-identitas-anak": "kurang-5",
}
SHOWN, LETTER, SURRENDERED = Original.SHOWN, Original.LETTER, Original.SURRENDERED


def merged(cases, papers=None, documents=None):
    """Lines for services in these cases (a list means: no cases)."""
    documents = documents or make_documents()
    cases = cases if isinstance(cases, dict) else dict.fromkeys(cases)
    chosen = [Chosen(documents[slug], case) for slug, case in cases.items()]
    facts = make_facts()
    found = plan(chosen, papers if papers is not None else facts.documents)
    return merge(chosen, found, facts, {})


def by_key(lines):
    return {paper.key: paper for line in lines for paper in line.papers}


def event(key, *cases):
    slugs = make_facts().life_events[key].services
    return merged(dict(zip(slugs, cases, strict=True)) if cases else slugs)


def certain(lines):
    papers = [line for line in lines if line.papers[0].kind == Kind.PAPER]
    return {line.papers[0].key: line.papers[0].at_most for line in papers if line.is_certain}


# --- worked out by hand from the catalogue --------------------------------------------------------------------


def test_new_baby_by_hand():
    lines = merged(BABY)
    assert certain(lines) == {
        "formulir-f-2-01": Amount(filled=1),
        "surat-lahir": Amount(SHOWN, copies=1),
        "bukti-nikah": Amount(SHOWN, copies=1),
        # A copy for the certificate, the old card handed over for the change; the KIA sees the new one.
        "kk": Amount(SURRENDERED, copies=1),
        "formulir-f-1-02": Amount(filled=2),
        "ktp-el": Amount(SHOWN),
    }
    papers = by_key(lines)
    assert [use.given_by for use in papers["kk"].uses] == ["", "", "kk-perubahan-data"]
    assert papers["akta-kelahiran"].is_given
    assert papers["akta-kelahiran"].later == Amount(SHOWN, copies=1)
    possible = {key for key, paper in papers.items() if not paper.is_certain and not paper.is_given}
    assert possible == {
        "formulir-f-2-03",
        "berkas-surat-keterangan-lahir-atau-akta-kelahiran-anak",
        "skpwni",
    }


def test_starting_a_business_by_hand():
    lines = event("buka-usaha", "warga", "warga")
    assert certain(lines) == {
        "pengantar-rt": Amount(LETTER),
        "ktp-el": Amount(SHOWN, copies=2),
        "kk": Amount(SHOWN, copies=2),
    }
    outsider = certain(event("buka-usaha", "luar", "pendatang"))
    assert outsider == {"pengantar-rt": Amount(LETTER), "ktp-el": Amount(SHOWN, copies=2)}


def test_lost_papers_by_hand():
    lines = event("dokumen-hilang", "hilang", "hilang", "hilang")
    assert certain(lines) == {
        "formulir-f-1-02": Amount(filled=3),
        "surat-kehilangan": Amount(LETTER),
    }
    papers = by_key(lines)
    assert len(papers["surat-kehilangan"].uses) == 3
    # Both are lost, so neither is brought: each comes from the step that needs the other one.
    given = {
        key: [(use.slug, use.given_by, use.is_mutual) for use in papers[key].uses] for key in ("kk", "ktp-el")
    }
    assert given == {
        "kk": [("ktp-el-hilang-rusak", "kk-hilang-rusak", True)],
        "ktp-el": [("kk-hilang-rusak", "ktp-el-hilang-rusak", True)],
    }
    assert papers["kk"].is_given
    assert papers["ktp-el"].later == Amount(copies=1)
    assert papers["kitap"].uses[0].paper.condition == "Jika pemohon orang asing"


def test_death_in_the_family_by_hand():
    lines = event("keluarga-meninggal", "meninggal-di-rumah", "di-rumah", "kurang-anggota", "waris")
    papers = by_key(lines)
    # The reporter's card is shown and copied, copied for the tax; the widow's is handed over if there is one.
    assert papers["ktp-el"].always == Amount(SHOWN, copies=2)
    assert papers["ktp-el"].at_most == Amount(SURRENDERED, copies=2)
    assert papers["kk"].always == Amount(SURRENDERED, copies=1)
    assert papers["surat-kematian"].is_given
    assert papers["surat-kematian"].later == Amount(SHOWN, copies=1)
    assert papers["pengantar-rt"].always == Amount(LETTER)
    # "Akta kematian atau surat kematian": steps 1 and 2 give both.
    proof = papers["berkas-akta-kematian-atau-surat-kematian"]
    assert [(use.slug, use.given_by) for use in proof.uses] == [("kk-perubahan-data", "akta-kematian")]
    assert proof.is_given


def test_choice_in_words_is_brought_when_one_of_it_comes_from_elsewhere():
    papers = by_key(merged({"akta-kematian": "di-rumah", "kk-perubahan-data": "kurang-anggota"}))
    assert not papers["berkas-akta-kematian-atau-surat-kematian"].is_given
    birth = by_key(merged(BABY))["berkas-surat-keterangan-lahir-atau-akta-kelahiran-anak"]
    assert not birth.is_given


def test_moving_home_by_hand():
    lines = event("pindah-rumah", "datang", "pindah-datang", "pendatang")
    assert certain(lines) == {
        "skpwni": Amount(LETTER),
        "berkas-ktp-el-dan-kia-alamat-lama": Amount(SURRENDERED),
        "formulir-f-1-02": Amount(filled=1),
        "pengantar-rt": Amount(LETTER),
        "ktp-el": Amount(SHOWN, copies=1),
    }
    owner = by_key(lines)["berkas-pernyataan-tidak-keberatan-pemilik-rumah"]
    assert [use.slug for use in owner.uses] == ["pindah-datang", "kk-baru"]
    assert not owner.is_certain


# --- every event, counted once more in another way ------------------------------------------------------------


def counted(slugs):
    """Per document the most copies and the strictest form that the file asks for, straight from its rows."""
    rows = {row["slug"]: row for row in catalogue()["services"]}
    copies, strictest = defaultdict(int), defaultdict(int)
    rank = {
        "asli_diserahkan": 3,
        "surat_asli": 2,
        "asli_diperlihatkan": 1,
        "fotokopi_dan_asli_diperlihatkan": 1,
    }
    for slug in slugs:
        cases = [case["key"] for case in rows[slug].get("cases", ())] or [""]
        most = defaultdict(int)
        for case in cases:
            here = defaultdict(int)
            for row in rows[slug]["requirements"]:
                key = row.get("document")
                if key and (not row.get("cases") or case in row["cases"]):
                    here[key] += row["copies"] if "fotokopi" in row["form"] else 0
                    strictest[key] = max(strictest[key], rank.get(row["form"], 0))
            for key, value in here.items():
                most[key] = max(most[key], value)
        for key, value in most.items():
            copies[key] += value
    return {key: (copies[key], strictest[key]) for key in strictest}


@pytest.mark.parametrize("key", [row["key"] for row in catalogue()["life_events"]])
def test_every_event_adds_up(key):
    slugs = make_facts().life_events[key].services
    found = {
        paper.key: (
            paper.at_most.copies + paper.later.copies,
            max(paper.at_most.original, paper.later.original),
        )
        for paper in by_key(merged(slugs)).values()
        if paper.document
    }
    assert found == counted(slugs)


@pytest.mark.parametrize("key", [row["key"] for row in catalogue()["life_events"]])
def test_no_requirement_of_an_event_is_lost_or_told_twice(key):
    slugs = make_facts().life_events[key].services
    lines = merged(slugs)
    told = sorted(
        (use.slug, use.requirement.key) for line in lines for paper in line.papers for use in paper.uses
    )
    asked = sorted((slug, each.key) for slug in slugs for each in make_documents()[slug].requirements)
    assert told == asked
    keys = [paper.key for line in lines for paper in line.papers]
    assert len(keys) == len(set(keys))


# --- rules ----------------------------------------------------------------------------------------------------


def test_condition_stays_with_its_use_when_the_paper_is_needed_anyway():
    paper = by_key(merged(["perubahan-biodata", "surat-keterangan-domisili"]))["ktp-el"]
    assert paper.is_certain
    assert [use.paper.condition for use in paper.uses] == ["Jika data yang berubah tercetak di KTP-el", ""]
    assert paper.always == Amount(SHOWN, copies=1)
    assert paper.at_most == Amount(SURRENDERED, copies=1)


def test_open_cases_count_the_most_any_one_of_them_needs():
    asks = [("surat", "fotokopi"), ("surat", "fotokopi_dan_asli_diperlihatkan")]
    service = make_service("layanan", asks, cases=("a", "b"))
    first, second = service.requirements
    rows = (
        first.model_copy(update={"cases": ("a",), "copies": 2}),
        second.model_copy(update={"cases": ("b",), "copies": 1}),
    )
    service = service.model_copy(update={"requirements": rows})
    paper = by_key(merged(["layanan"], documents={"layanan": service}))["surat"]
    assert paper.at_most == Amount(SHOWN, copies=2)
    assert paper.always == Amount(copies=1)


def test_two_papers_of_one_service_add_up():
    paper = by_key(merged(["pengantar-nikah"]))["ktp-el"]
    assert paper.always == Amount(SHOWN, copies=2)


def test_same_choice_of_two_services_is_one_line():
    lines = merged({"akta-kelahiran": "lahir-di-faskes", "akta-kelahiran-terlambat": "anak"})
    choice = next(line for line in lines if line.papers[0].key == "surat-lahir")
    assert [paper.key for paper in choice.papers] == ["surat-lahir", "formulir-f-2-03"]
    assert choice.papers[0].at_most == Amount(SHOWN, copies=2)


def test_choice_of_one_service_does_not_replace_what_another_needs():
    lines = merged({"kk-baru": "menikah", "perubahan-biodata": "status-kawin"})
    proof = next(line for line in lines if line.papers[0].key == "bukti-nikah")
    assert not proof.is_choice
    assert proof.is_certain
    assert [use.choice for use in proof.papers[0].uses] == [("bukti-nikah", "formulir-f-1-05"), ()]
    replacement = by_key(lines)["formulir-f-1-05"]
    assert replacement.uses[0].is_replacement
    assert not replacement.is_certain


def test_presence_and_data_are_no_papers():
    kinds = {paper.key: paper.kind for paper in by_key(event("usia-17")).values()}
    assert kinds["hadir-datang-ke-loket-untuk-dipindai-petugas"] == Kind.PRESENCE
    assert kinds["data-alamat-email-aktif"] == Kind.INFORMATION
    assert kinds["kk"] == Kind.PAPER


def test_copies_without_a_number_are_a_lower_bound():
    paper = by_key(merged(["legalisir-dokumen"]))["berkas-yang-akan-dilegalisir"]
    assert paper.at_most == Amount(copies=1, uncounted=True)


def test_label_is_the_same_paper_with_fotokopi_before_it_or_not():
    base = make_documents()["surat-keterangan-domisili"].requirements[-1]
    labels = ["Bukti hak atau sewa tempat", "Fotokopi bukti hak  atau sewa tempat."]
    assert len({merge_key(base.model_copy(update={"label": label})) for label in labels}) == 1


def test_paper_that_a_step_gives_is_not_brought():
    services = {
        "penerbit": make_service("penerbit"),
        "peminta": make_service("peminta", [("surat", "fotokopi_dan_asli_diperlihatkan")]),
    }
    papers = make_papers(surat=["penerbit"])
    (line,) = (each for each in merged(list(services), papers, services) if each.papers[0].key == "surat")
    assert line.is_given
    assert line.papers[0].at_most == NOTHING


calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Slow machines draw slowly; that is no fault of the code."""

amounts = st.builds(
    Amount, st.sampled_from(Original), st.integers(0, 5), st.integers(0, 3), st.integers(0, 4), st.booleans()
)


@calm
@given(amounts, amounts, amounts)
def test_amounts_can_be_put_together_in_any_order(one, two, three):
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + NOTHING == one
    assert one | two == two | one
    assert one & two == two & one
    assert (one | two).copies <= (one + two).copies
    assert (one & two).original <= one.original <= (one + two).original


def test_handed_over_beats_letter_beats_shown_beats_copy():
    base = make_documents()["kk-baru"].requirements[0]
    forms = ["fotokopi", "asli_diperlihatkan", "surat_asli", "asli_diserahkan"]
    ranks = [amount_of(base.model_copy(update={"form": RequirementForm(form)})).original for form in forms]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 4
