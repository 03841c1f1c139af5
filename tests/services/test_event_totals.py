"""What a life event costs together, how long it takes, and in how few places it is done."""

import datetime
from zoneinfo import ZoneInfo

from services.document import Fee, ProcessingTime
from services.event_figures import EventTotals
from services.event_totals import fee_total, time_total, visits
from services.ordering import Chosen, plan
from tests.catalogue import make_documents, make_facts
from tests.services.test_ordering import choose

MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def change(slug, **fields):
    return Chosen(make_documents()[slug].model_copy(update=fields))


def totals(chosen, now=MONDAY):
    facts = make_facts()
    order = plan(chosen, facts.documents)
    documents = {each.slug: each.document for each in chosen}
    return EventTotals(fee_total(chosen), time_total(chosen, order, facts, now), order, documents)


def places(*slugs):
    chosen = choose(*slugs)
    facts = make_facts()
    return visits(chosen, plan(chosen, facts.documents), facts)


def paid(slug, amount, text="Rp", currency="IDR"):
    return change(slug, fee=Fee(amount=amount, text=text, currency=currency))


def timed(slug, value, unit):
    return change(slug, processing_time=ProcessingTime(text="…", max_value=value, unit=unit))


def test_fees_add_up():
    found = totals([paid("kk-baru", 10_000), paid("akta-kematian", 20_500), *choose("akta-kelahiran")])
    assert found.fee_words == "Rp30.500"
    assert [row.words for row in found.fee_rows][-1] == "Gratis"


def test_free_is_free_only_if_all_say_so():
    assert totals(choose("kk-baru", "akta-kematian")).fee_words == "Gratis"
    unstated = paid("akta-kematian", None, "Sesuai perda")
    assert totals([*choose("kk-baru"), unstated]).fee_words == "Tidak tetap"
    assert totals([paid("kk-baru", 30_000), unstated]).fee_words == "Rp30.000 + biaya yang tidak tetap"


def test_currencies_are_not_mixed():
    found = totals([paid("kk-baru", 30_000), paid("akta-kematian", 5, currency="USD")])
    assert found.fee_words == "Rp30.000 + USD 5"


def test_other_costs_are_told_per_service():
    rows = totals(choose("pengantar-skck", "kk-baru")).other_costs
    assert [(row.service, row.words) for row in rows] == [
        ("Pengantar SKCK", "Tarif SKCK di kantor polisi Rp30.000 (PNBP, PP 76/2020)")
    ]


def test_steps_that_wait_for_each_other_add_up():
    found = totals(
        [*choose("akta-kelahiran"), *choose("kartu-identitas-anak", kartu_identitas_anak="kurang-5")]
    )
    assert found.time_words == "Paling lama 48 jam"
    assert "1 → 2" in found.time_explained
    # Handed in on Monday at nine: the certificate on Tuesday, the card on Wednesday.
    assert found.time.ready_by.date() == datetime.date(2026, 11, 25)


def test_other_steps_are_named_only_where_there_are_some():
    two = [*choose("akta-kelahiran"), *choose("kartu-identitas-anak", kartu_identitas_anak="kurang-5")]
    assert totals(two).time_explained == "Dihitung dari langkah yang saling menunggu (1 → 2)."
    three = totals([*two, *choose("surat-keterangan-usaha")])
    assert three.time_explained == (
        "Dihitung dari langkah yang saling menunggu (1 → 2); yang lain bisa bersamaan."
    )


def test_two_that_need_each_other_are_not_added_up():
    cases = {"ktp_el_hilang_rusak": "hilang", "kk_hilang_rusak": "hilang"}
    found = totals(choose("ktp-el-hilang-rusak", "kk-hilang-rusak", **cases))
    assert found.time_words == "Paling lama 24 jam"
    assert "Tidak dijumlahkan" in found.time_explained


def test_steps_that_do_not_wait_are_not_added_up():
    found = totals(choose("surat-keterangan-usaha", "surat-keterangan-domisili"))
    assert found.time_words == "Paling lama 1 hari kerja"
    assert "Tidak dijumlahkan" in found.time_explained


def test_units_are_not_converted():
    found = totals(
        [
            timed("akta-kelahiran", 3, "hari kerja"),
            *choose("kartu-identitas-anak", kartu_identitas_anak="kurang-5"),
        ]
    )
    assert found.time_words == "Paling lama 3 hari kerja + 24 jam"


def test_longest_chain_is_what_counts():
    found = totals([timed("akta-kematian", 1, "bulan"), *choose("akta-kelahiran", "kartu-identitas-anak")])
    assert found.time_words == "Paling lama 1 bulan"


def test_step_that_waits_for_two_waits_for_the_longer():
    chosen = [
        *choose("akta-kelahiran"),
        timed("kk-perubahan-data", 5, "hari"),
        *choose("kartu-identitas-anak", kartu_identitas_anak="kurang-5"),
    ]
    found = totals(chosen)
    assert found.time_words == "Paling lama 5 hari + 24 jam"
    assert "2 → 3" in found.time_explained


def test_nothing_is_promised_where_a_standard_has_no_number():
    found = totals([*choose("kk-baru"), timed("akta-kematian", None, "")])
    assert found.time_words == "Belum bisa dijumlahkan"
    assert "Akta kematian" in found.time_explained
    assert found.promise_words == ""


def test_done_on_the_spot_is_no_time():
    found = totals(choose("cek-cetak-dokumen-digital"))
    assert found.time_words == "Langsung selesai"
    assert found.promise_words == ""


def test_holidays_move_the_promise():
    christmas = datetime.datetime(2026, 12, 23, 14, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
    found = totals([timed("kk-baru", 3, "hari kerja")], now=christmas)
    plain = totals([timed("kk-baru", 3, "hari kerja")])
    assert (found.time.ready_by - christmas).days > (plain.time.ready_by - MONDAY).days


def test_one_place_for_all_is_the_intersection():
    (visit,) = places("akta-kelahiran", "akta-kelahiran-terlambat", "kk-perubahan-data")
    assert visit.offices == ("kantor-dinas", "mpp", "kec-contoh-utara")


def test_without_a_place_for_all_as_few_as_possible_in_the_order_of_doing():
    found = places("pengantar-nikah", "akta-perkawinan", "kk-baru", "perubahan-biodata")
    assert [visit.services for visit in found] == [
        ("pengantar-nikah",),
        ("akta-perkawinan", "kk-baru", "perubahan-biodata"),
    ]
    assert found[1].offices == ("kantor-dinas", "mpp")


def test_service_without_an_office_needs_no_visit():
    assert places("cek-cetak-dokumen-digital") == []
    (visit,) = places("cek-cetak-dokumen-digital", "kk-baru")
    assert visit.services == ("kk-baru",)


def test_office_that_is_gone_is_not_sent_to():
    facts = make_facts()
    facts = facts.model_copy(update={"offices": {"mpp": facts.offices["mpp"]}})
    chosen = choose("akta-kelahiran", "surat-keterangan-domisili")
    (visit,) = visits(chosen, plan(chosen, facts.documents), facts)
    assert visit.offices == ("mpp",)
